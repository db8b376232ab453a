import { isComponentName, isHookName } from '../../find/component.ts';
import type { Found } from '../../find/find.ts';
import type { FoundFunction } from '../../find/function.ts';
import { directivesOf, type Node } from '../../language/syntax.ts';

/**
 * What React's compiler makes of a function: it compiles a component or hook as a `whole`, every function inside as a `part`
 * of it. It takes neither apart to see what is emitted in it; what it does not understand, it leaves uncompiled.
 */
export function roleInReact(found: FoundFunction, file: Found): 'whole' | 'part' | null {
  if (file.directives.some(isOptOut)) return null;
  for (let outer = found.outer; outer !== null; outer = outer.outer) if (isCompiled(outer)) return 'part';
  return isCompiled(found) ? 'whole' : null;
}

const isOptIn = (directive: string): boolean => /^use (?:memo|forget)\b/.test(directive);
const isOptOut = (directive: string): boolean => /^use no (?:memo|forget)$/.test(directive);

/** The rules of its `infer` mode; directives hold in the others as well. */
function isCompiled(found: FoundFunction): boolean {
  const { node, runs, uses, member, isInsideClass, destination, standing, rendering } = found;
  if (member !== null || isInsideClass || destination !== null || /generator/.test(runs)) return false;
  if (uses.this || uses.arguments || uses.newTarget || uses.eval || uses.super) return false;
  const directives = node.body.type === 'BlockStatement' ? directivesOf(node.body.body) : [];
  if (directives.some(isOptOut)) return false;
  if (directives.some(isOptIn)) return true;
  const { name, isWrapped } = standing;
  if (!rendering.usesReact) return false;
  if (name !== null && isComponentName(name)) return takesProps(found) && !returnsOther(found);
  return isWrapped || (name !== null && isHookName(name));
}

/** Parameters of a component: none, the props, or the props and a ref. */
function takesProps({ node: { params } }: FoundFunction): boolean {
  const [props, ref] = params;
  if (props === undefined) return true;
  if (params.length > 2 || isOtherType(props)) return false;
  return ref === undefined ? props.type !== 'RestElement' : ref.type === 'Identifier' && /[rR]ef/.test(ref.name);
}

/** Types that no props have. */
const otherTypes: ReadonlySet<string | undefined> = new Set([
  'TSArrayType',
  'TSBigIntKeyword',
  'TSBooleanKeyword',
  'TSConstructorType',
  'TSFunctionType',
  'TSLiteralType',
  'TSNeverKeyword',
  'TSNumberKeyword',
  'TSStringKeyword',
  'TSSymbolKeyword',
  'TSTupleType',
]);

function isOtherType(parameter: Node): boolean {
  return 'typeAnnotation' in parameter && parameter.typeAnnotation?.type === 'TSTypeAnnotation'
    ? otherTypes.has(parameter.typeAnnotation.typeAnnotation.type)
    : false;
}

/** Values that React does not render. */
const otherValues: ReadonlySet<string | undefined> = new Set([
  'ObjectExpression',
  'ArrowFunctionExpression',
  'FunctionExpression',
  'ClassExpression',
  'NewExpression',
]);

function returnsOther({ node: { body }, rendering: { lastReturn } }: FoundFunction): boolean {
  const value = body.type === 'BlockStatement' ? lastReturn : body;
  if (value === undefined) return false;
  let inner = value;
  while (inner?.type === 'ParenthesizedExpression') inner = inner.expression;
  return inner === null || otherValues.has(inner.type) || (inner.type === 'Literal' && 'bigint' in inner);
}
