import {
  visitorKeys,
  type ArrowFunctionExpression,
  type Class,
  type Function as PlainFunction,
  type FunctionBody,
  type Node,
} from 'oxc-parser';

export { parseSync } from 'oxc-parser';
export type {
  Class,
  Comment,
  Function as PlainFunction,
  MethodDefinition,
  Node,
  ObjectProperty,
  ParamPattern,
  ParseResult,
  Program,
  PropertyKey,
} from 'oxc-parser';

/** A function that has a body: overload signatures, abstract methods and `declare`d functions have none. */
export type FunctionNode = (PlainFunction & { body: FunctionBody }) | ArrowFunctionExpression;

export function isFunctionNode(node: Node): node is FunctionNode {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      return node.body !== null;
    case 'ArrowFunctionExpression':
      return true;
    default:
      return false;
  }
}

export function isClassNode(node: Node): node is Class {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

/**
 * Where a node begins in the file. The parser lets the export of a class begin after the decorators in front of it:
 * `@Injectable() export class Agent {}` begins at the `@`.
 */
export function beginningOf(node: Node): number {
  if (node.type !== 'ExportNamedDeclaration' && node.type !== 'ExportDefaultDeclaration') return node.start;
  const { declaration } = node;
  const decorator = declaration?.type === 'ClassDeclaration' ? declaration.decorators[0] : undefined;
  return Math.min(node.start, decorator?.start ?? node.start);
}

/** `'use strict'` and its like, at the beginning of a program or body. */
export function isDirective(node: Node): boolean {
  return node.type === 'ExpressionStatement' && 'directive' in node && typeof node.directive === 'string';
}

/** What the directives at the beginning of a program or body say. */
export function directivesOf(body: readonly Node[]): readonly string[] {
  return body.flatMap((statement) =>
    isDirective(statement) && 'directive' in statement ? [String(statement.directive)] : [],
  );
}

export function hasUseStrict(body: readonly Node[]): boolean {
  return directivesOf(body).includes('use strict');
}

/** The expression inside parentheses and type-only wrappers, `((f) as Handler)!` → `f`. */
export function unwrap(node: Node): Node {
  let inner = node;
  while (isWrapper(inner)) inner = inner.expression;
  return inner;
}

type Wrapper = Extract<
  Node,
  {
    type:
      | 'ParenthesizedExpression'
      | 'TSAsExpression'
      | 'TSSatisfiesExpression'
      | 'TSNonNullExpression'
      | 'TSTypeAssertion'
      | 'TSInstantiationExpression';
  }
>;

export function isWrapper(node: Node): node is Wrapper {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
      return true;
    default:
      return false;
  }
}

/** The only function among a call's arguments, `cache(async (id) => …, { ttl })`; calls may be nested. */
export function onlyFunctionArgument(node: Node): FunctionNode | 'several' | null {
  if (node.type !== 'CallExpression') return null;
  const reached = node.arguments.map((argument) => unwrap(argument));
  const functions = reached.filter(isFunctionNode);
  // In `new Graph().addNode('a', one).addNode('b', two)` the calls before have functions of their own.
  if (functions.length > 1 || (functions.length === 1 && hasFunctionBefore(node.callee))) return 'several';
  if (functions[0] !== undefined) return functions[0];
  const calls = reached.filter((argument) => argument.type === 'CallExpression');
  return calls.length === 1 && calls[0] !== undefined ? onlyFunctionArgument(calls[0]) : null;
}

/** Whether a call in the chain that ends with `callee` is given a function. */
function hasFunctionBefore(callee: Node): boolean {
  const member = unwrap(callee);
  if (member.type !== 'MemberExpression') return false;
  const before = unwrap(member.object);
  if (before.type === 'MemberExpression') return hasFunctionBefore(before);
  if (before.type !== 'CallExpression') return false;
  return before.arguments.some((argument) => isFunctionNode(unwrap(argument))) || hasFunctionBefore(before.callee);
}

/** Fields that hold types only; nothing in them runs. */
const typeKeys = new Set([
  'typeAnnotation',
  'typeParameters',
  'typeArguments',
  'returnType',
  'superTypeArguments',
  'implements',
]);

const runtimeKeys = new Map(
  Object.entries(visitorKeys)
    .filter(([type]) => type !== 'TSInterfaceDeclaration' && type !== 'TSTypeAliasDeclaration')
    .map(([type, keys]) => [type, keys.filter((key) => !typeKeys.has(key))]),
);

/** Nodes that people chain by the thousand, `a + b + …`, `else if …`: walked in a row instead of into each other. */
const chainedBy: Readonly<Record<string, 'left' | 'alternate'>> = {
  BinaryExpression: 'left',
  LogicalExpression: 'left',
  ConditionalExpression: 'alternate',
  IfStatement: 'alternate',
};

/** The children of a node that exist at run time, in source order; those of a chain's links at once. */
export function childrenOf(node: Node): readonly Node[] {
  const key = chainedBy[node.type];
  if (key === undefined) return directChildrenOf(node);
  const children: Node[] = [];
  for (let link: Node | undefined = node; link !== undefined;) {
    let next: Node | undefined;
    for (const child of directChildrenOf(link)) {
      if (child.type === link.type && isChild(link, key, child)) next = child;
      else children.push(child);
    }
    link = next;
  }
  return children.toSorted((a, b) => a.start - b.start);
}

function isChild(node: Node, key: 'left' | 'alternate', child: Node): boolean {
  return key in node && (node as Node & Partial<Record<typeof key, Node>>)[key] === child;
}

function directChildrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  for (const key of runtimeKeys.get(node.type) ?? []) {
    // Proof of the cast: visitorKeys lists exactly the fields of a node that hold a node, a list of nodes, or null.
    const child = (node as unknown as Record<string, Node | readonly (Node | null)[] | null | undefined>)[key];
    if (Array.isArray(child)) {
      for (const item of child) if (item !== null) children.push(item);
    } else if (child !== null && child !== undefined) {
      children.push(child as Node);
    }
  }
  return children;
}
