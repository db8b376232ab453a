import { childrenOf, type Node } from '../language/syntax.ts';

/** What a visitor is given besides its node. */
export interface Visit<State> {
  readonly state: State;
  /** From the program down to the node's parent. */
  readonly path: readonly Node[];
}

/** Returns the state for the children of the node; `null` when nothing inside of it means anything. */
type Visitor<Kind extends Node, State> = (node: Kind, visit: Visit<State>) => State | null;

/** A node's type is one word or, for functions and classes, one of several. */
type NodeOf<Type, Kind = Node> = Kind extends { type: infer Own } ? (Type extends Own ? Kind : never) : never;

/** One visitor for each type of node that means something; the children of all others are visited as they are. */
export type Visitors<State> = { readonly [Type in Node['type']]?: Visitor<NodeOf<Type>, State> };

/**
 * Walks a syntax tree in source order. What a visitor knows of its surroundings is the state that it is given,
 * and what it returns holds for what is inside of its node only. `each` is asked first, for every node. One frame of the
 * stack for each level, so that what is nested deeply fits.
 */
export function walk<State>(root: Node, state: State, visitors: Visitors<State>, each: (node: Node) => void): void {
  const path: Node[] = [];
  const visit = (node: Node, state: State): void => {
    each(node);
    // Proof of the cast: the table has under each type a visitor for the nodes of that type.
    const visitor = visitors[node.type] as Visitor<Node, State> | undefined;
    const inner = visitor === undefined ? state : visitor(node, { state, path });
    if (inner === null) return;
    path.push(node);
    for (const child of childrenOf(node)) if (!isNameOnly(node, child)) visit(child, inner);
    path.pop();
  };
  visit(root, state);
}

/** `a.arguments`, `{ arguments: 1 }` and `function arguments() {}` refer to nothing: there, a name is not a reference. */
export function isNameOnly(parent: Node, child: Node): boolean {
  switch (parent.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      return parent.id === child;
    case 'MemberExpression':
      return parent.property === child && !parent.computed;
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return parent.key === child && !parent.computed;
    default:
      return false;
  }
}
