/*
 * Emitted code is nobody's code, and the source map says so, so that coverage tools leave it out:
 *
 *   function plan(goal) { if (__bud.on && __bud.enter(__bud_plan)) return …, __bud.call(); return goal }
 *                       ▲ nowhere ───▲──────────▲───────────────── nowhere ────────▲─────▲ the source
 *                                    └──────────┴── the function ──────────────────┘
 *
 * What it calls and reads keeps the position of the function, which is where stack traces say that calls are made.
 */

/** What is inserted at an offset of the source, which is on the same line of the output. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
  /**
   * `body`: at either end of a body. `opening`, `closing`: around one that is an expression, and becomes a block with one
   * statement. `front`, `behind`: at either end of a function that stays whole. `gate`: what the file loads. `declaration`:
   * sites and aliases.
   */
  readonly role: 'body' | 'opening' | 'closing' | 'front' | 'behind' | 'gate' | 'declaration';
  /** A name that the insertion has as well as the source, and where the source has it: compilers export it from there. */
  readonly named?: { readonly name: string; readonly at: number };
}

/** A segment of a decoded source map: a column of the output, and what it leads to if anything. */
export type Segment = [column: number] | [column: number, source: number, line: number, sourceColumn: number];

type SourcePosition = readonly [line: number, column: number];

/** Whatever a node, or a range of V8's, may begin with; behind strings and comments, which hold neither. */
const tokens = /"(?:[^"\\]|\\.)*"|\/\*.*?\*\/|(?<token>\.?[\p{ID_Start}$_][\p{ID_Continue}$]*|[({;}])/gu;

/** A name behind a dot, or a function of the program: the enclosed body, or what is behind a front. */
const isReadOrCalled = /^(?:\.|\w+_body\(|useBud[\w$]+\()/;

/**
 * Adds insertions to the decoded map of the code that has them: one segment per token. The ends of lines get theirs, too,
 * because tools behind ask where a block ends.
 */
export function placeInsertions(
  mappings: readonly (readonly Segment[])[],
  insertions: readonly Insertion[],
  code: string,
): Segment[][] {
  const pending = insertions.toSorted((a, b) => a.at - b.at).toReversed();
  let start = 0;
  return code.split('\n').map((text, line) => {
    const given = mappings[line] ?? [];
    const segments = [...given];
    let inserted = 0;
    for (let next = pending.at(-1); next !== undefined && next.at <= start + text.length; next = pending.at(-1)) {
      const column = next.at - start;
      // Not `push(...)`: the sites of a large file have more tokens than the stack allows arguments.
      for (const segment of segmentsOf(next, column + inserted, [line, column], given)) segments.push(segment);
      inserted += next.text.length;
      pending.pop();
    }
    start += text.length + 1;
    segments.push([text.length + inserted, 0, line, text.length]);
    return segments.toSorted((a, b) => a[0] - b[0]);
  });
}

function segmentsOf(insertion: Insertion, start: number, here: SourcePosition, around: readonly Segment[]): Segment[] {
  const before = around.findLast((segment) => segment[0] < start && segment.length > 1);
  const functionPosition: SourcePosition = before === undefined || before.length === 1 ? here : [before[2], before[3]];
  return [...insertion.text.matchAll(tokens)].flatMap(({ groups, index }): Segment[] => {
    const token = groups?.['token'];
    if (token === undefined) return [];
    const column = start + index + (token.startsWith('.') ? 1 : 0);
    const { named, at } = insertion;
    // Functions have their names behind their keyword.
    if (named !== undefined && insertion.text.slice(0, index).endsWith('function ') && token === named.name)
      return [[column, 0, here[0], here[1] + named.at - at]];
    const position = positionOfToken(insertion, index, here, functionPosition);
    if (position === 'as before') return [];
    return [position === 'nowhere' ? [column] : [column, 0, ...position]];
  });
}

function positionOfToken(
  { text, role }: Insertion,
  index: number,
  here: SourcePosition,
  functionPosition: SourcePosition,
): SourcePosition | 'nowhere' | 'as before' {
  const rest = text.slice(index);
  switch (role) {
    case 'gate':
      // Where the module begins: V8 counts it as a function.
      return index === 0 ? here : 'nowhere';
    case 'declaration':
      return 'nowhere';
    case 'front':
      return isReadOrCalled.test(rest) || /^[\w$]+$/.test(text) ? here : 'nowhere';
    case 'behind':
      return index === 0 ? here : 'nowhere';
    case 'opening':
      if (index === 0 || rest === 'return ') return here;
      break;
    case 'closing':
      if (index === 0) return 'as before';
      // Where the expression ends.
      if (text[index] === '}') return here;
      break;
    case 'body':
      // Of an enclosed body, at the end of the function.
      if (index === 0 && text.startsWith('}')) return here;
      break;
  }
  return isReadOrCalled.test(rest) ? functionPosition : 'nowhere';
}
