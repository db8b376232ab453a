import { staticKey } from '../language/key.ts';
import { isFunctionNode, type Class, type FunctionNode, type Node } from '../language/syntax.ts';
import type { Found } from './find.ts';

/**
 * What SWC writes for `export default` has the comment in front of it, and leads to what is exported:
 *
 * `/* @track *\/ "use strict"; Object.defineProperty(exports, "default", { get: function() { return load; } });`
 * `_export(exports, { get /* @track *\/ default () { return load; } });`
 */
export function exportedAsDefault(node: Node, found: Found): FunctionNode | Class | null {
  const getter = getterOf(node, found);
  const name = getter === null ? null : returnedName(getter);
  return name === null ? null : declaredAs(name, found);
}

function getterOf(node: Node, { isModule, functions }: Found): FunctionNode | null {
  if (isModule) return null;
  if (node.type === 'Literal' && node.value === 'use strict') {
    const [only, another] = functions.filter(({ isExportBinding }) => isExportBinding);
    return another === undefined ? (only?.node ?? null) : null;
  }
  if (node.type !== 'Property' || node.kind !== 'get' || staticKey(node.key, node.computed) !== 'default') return null;
  return isFunctionNode(node.value) ? node.value : null;
}

function returnedName({ body }: FunctionNode): string | null {
  const [statement] = body.type === 'BlockStatement' ? body.body : [];
  if (statement?.type !== 'ReturnStatement' || statement.argument?.type !== 'Identifier') return null;
  return statement.argument.name;
}

/** A function, class or `const` of the file's own. */
function declaredAs(name: string, { functions, classes }: Found): FunctionNode | Class | null {
  const declared = functions.find(({ binding, outer }) => outer === null && binding?.name === name);
  return declared?.node ?? classes.find(({ node }) => node.id?.name === name)?.node ?? null;
}
