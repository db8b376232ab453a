import { constantString } from '../language/constant-string.ts';
import { keyName, memberPath } from '../language/key.ts';
import { isWrapper, onlyFunctionArgument, unwrap, type Node } from '../language/syntax.ts';

export const anonymous = '<anonymous>';

/**
 * The name a function, class or object has of its own, without what it is nested in; `null` when it has none. The rules
 * are those of the track specification, §1: own name, else the binding, property or member that it is the value of. What
 * is registered under a name has that name: `graph.addNode('plan', async () => {})`.
 */
export function ownName(node: Node, ancestors: readonly Node[], fileStem: string): string | null {
  if ((node.type === 'FunctionExpression' || node.type === 'ClassExpression') && node.id !== null) return node.id.name;
  if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') return node.id?.name ?? fileStem;
  let child = node;
  let given: string | null = null;
  for (let index = ancestors.length - 1; index >= 0; index--) {
    const parent = ancestors[index];
    if (parent === undefined) return null;
    const registered = registeredName(parent, child);
    if (registered !== null && isMethodCall(parent)) return registered;
    given ??= registered;
    if (!isWrapper(parent) && !passesOn(parent, child, node)) return nameGivenBy(parent, child, fileStem) ?? given;
    child = parent;
  }
  return null;
}

/** What is longer is prose, a query or a path, and not a name. */
const maxRegisteredLength = 60;

/** `server.tool('echo', schema, fn)`, `app.get('/x', fn)`: the literal in front of what is registered. */
function registeredName(parent: Node, child: Node): string | null {
  if (parent.type !== 'CallExpression' && parent.type !== 'NewExpression') return null;
  const [first] = parent.arguments;
  if (parent.callee === child || first === child || first === undefined) return null;
  const value = constantString(first);
  if (value === null) return null;
  return value !== '' && value.length <= maxRegisteredLength && !/[\r\n]/.test(value) ? value : null;
}

function isMethodCall(node: Node): boolean {
  return node.type === 'CallExpression' && unwrap(node.callee).type === 'MemberExpression';
}

/** `const load = cache(async () => {})` and `const search = tool({ execute() {} })` name what they are given. */
function passesOn(parent: Node, child: Node, node: Node): boolean {
  if (parent.type !== 'CallExpression' || parent.callee === child) return false;
  return node.type === 'ObjectExpression' || onlyFunctionArgument(parent) === node;
}

function nameGivenBy(parent: Node, child: Node, fileStem: string): string | null {
  switch (parent.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : null;
    case 'AssignmentPattern':
      return parent.right === child && parent.left.type === 'Identifier' ? parent.left.name : null;
    case 'AssignmentExpression':
      return parent.right === child ? assignedName(parent.left, fileStem) : null;
    case 'Property':
      return parent.value === child ? accessorPrefix(parent.kind) + keyName(parent.key, parent.computed) : null;
    case 'MethodDefinition':
      return parent.value === child ? accessorPrefix(parent.kind) + keyName(parent.key, parent.computed) : null;
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return parent.value === child ? keyName(parent.key, parent.computed) : null;
    case 'ExportDefaultDeclaration':
    case 'TSExportAssignment':
      return fileStem;
    default:
      return null;
  }
}

function accessorPrefix(kind: string): string {
  return kind === 'get' || kind === 'set' ? `${kind} ` : '';
}

/** Objects that say nothing about what is put on them. */
const nameless: ReadonlySet<string> = new Set(['exports', 'globalThis', 'self', 'this', 'window']);

/** `exports.load`, `module.exports.load` → load; `Agent.prototype.run` → Agent.run; `module.exports` → the file. */
function assignedName(target: Node, fileStem: string): string | null {
  const path = memberPath(target);
  if (path === null) return null;
  const skipped = path[0] === 'module' && path[1] === 'exports' ? 2 : nameless.has(path[0] ?? '') ? 1 : 0;
  const named = path.slice(skipped).filter((part) => part !== 'prototype');
  return named.length === 0 ? fileStem : named.join('.');
}
