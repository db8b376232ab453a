/**
 * Where something is in source text. Lines and columns are 1-based, columns and offsets count UTF-16 code units, as
 * `String.prototype.slice` does.
 */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Finds lines in logarithmic time; made once per file and only when a position is asked for. */
export interface Lines {
  /** The 1-based line and 1-based column of an offset. */
  at(offset: number): Position;
  /** The offset of a 1-based line and 1-based column. */
  offset(position: Position): number;
  /** A 1-based line, without its line break. */
  line(number: number): string;
  readonly count: number;
}

/**
 * The lines of source text, for turning offsets into positions and back.
 *
 * @example
 * linesOf('one();\ntwo();').at(7); // { line: 2, column: 1 }
 */
export function linesOf(code: string): Lines {
  // A byte order mark is not a column: editors do not count it, and some hosts strip it first.
  const starts = [code.startsWith('\uFEFF') ? 1 : 0];
  // ECMAScript's line terminators; `\r\n` is one.
  for (const { index, 0: terminator } of code.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) {
    starts.push(index + terminator.length);
  }
  return {
    count: starts.length,
    at(offset) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
    },
    offset({ line, column }) {
      return (starts[line - 1] ?? code.length) + column - 1;
    },
    line(number) {
      return code
        .slice(starts[number - 1] ?? code.length, starts[number] ?? code.length)
        .replace(/[\r\n\u2028\u2029]+$/, '');
    },
  };
}
