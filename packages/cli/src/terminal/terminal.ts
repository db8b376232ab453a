/**
 * What a run says, and to whom:
 *
 *   stdout ◀─ results
 *   stderr ◀─ print-problems    code, location, what to do, and the lines around it
 *          ◀─ progress          one line while a long task runs
 *   the shell ◀─ exit-code      0 fine, 1 problems, 2 bad input
 *   colors where the stream takes them and NO_COLOR, FORCE_COLOR say nothing else
 */
import pc from 'picocolors';

export type Colors = ReturnType<typeof pc.createColors>;

/** As much of a stream as is used here. */
export interface Output {
  write(chunk: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  /** Node's own reading of the terminal's abilities and of `NO_COLOR`. */
  hasColors?(): boolean;
}

/** Where a command prints: results to `out`, all else to `err`. */
export interface Terminal {
  readonly out: Output;
  readonly err: Output;
  readonly outColors: Colors;
  readonly errColors: Colors;
}

/** The terminal behind two streams, such as Node's; `forceColor` is the environment variable `FORCE_COLOR`. */
export function openTerminal(out: Output, err: Output, forceColor: string | undefined): Terminal {
  const colorsOf = (stream: Output): Colors => pc.createColors(areWanted(stream, forceColor));
  return { out, err, outColors: colorsOf(out), errColors: colorsOf(err) };
}

/** `FORCE_COLOR` decides where it is set (`0` and `false` say no), else the stream: a terminal that has colors. */
function areWanted(stream: Output, forceColor: string | undefined): boolean {
  if (forceColor !== undefined) return forceColor !== '0' && forceColor !== 'false';
  return stream.isTTY === true && (stream.hasColors?.() ?? false);
}
