import { beginningOf, type Node } from '../language/syntax.ts';

/** What begins at the offsets that marks point at, or has them inside its modifiers or name. */
export interface Targets {
  /** For each target offset: the nodes that begin there, outermost first. */
  readonly starts: ReadonlyMap<number, readonly Node[]>;
  /** For each target offset inside a declaration's modifiers or name: the innermost such declaration. */
  readonly heads: ReadonlyMap<number, Node>;
  /** Asked for every node, outer before inner. */
  note(node: Node): void;
}

/** `offsets` are ascending. */
export function createTargets(offsets: readonly number[]): Targets {
  const starts = new Map<number, Node[]>(offsets.map((offset) => [offset, []]));
  const heads = new Map<number, Node>();
  return {
    starts,
    heads,
    note(node) {
      const start = beginningOf(node);
      starts.get(start)?.push(node);
      if (start !== node.start) starts.get(node.start)?.push(node);
      const end = headEnd(node);
      if (end === null) return;
      for (const offset of between(offsets, start, end)) heads.set(offset, node);
    },
  };
}

/** Where the part of a declaration ends in which a comment can still stand before its name. */
function headEnd(node: Node): number | null {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ClassDeclaration':
    case 'ClassExpression':
      return node.id?.end ?? null;
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'Property':
      return node.key.end;
    case 'ExportNamedDeclaration':
      return node.declaration?.start ?? null;
    case 'ExportDefaultDeclaration':
      return node.declaration.start;
    default:
      return null;
  }
}

/** The offsets of an ascending list that lie inside a range, its ends excluded. */
function between(offsets: readonly number[], start: number, end: number): readonly number[] {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  let last = low;
  while ((offsets[last] ?? end) < end) last++;
  return offsets.slice(low, last);
}
