/**
 * What a run says, and to whom:
 *
 *   stdout ◀─ results
 *   stderr ◀─ print-problems    code, location, what to do, and the lines around it
 *          ◀─ progress          one line while a long task runs
 *   the shell ◀─ exit-code      0 fine, 1 problems, 2 bad input
 *   colors as everywhere at build time: FORCE_COLOR, NO_COLOR, what the stream can do
 */
import { isColored, type ColorableStream } from '@bud/project';
import pc from 'picocolors';

export type Colors = ReturnType<typeof pc.createColors>;

/** As much of a stream as is used here. */
export interface Output extends ColorableStream {
  write(chunk: string): unknown;
  readonly columns?: number;
}

/** Where a command prints: results to `out`, all else to `err`. */
export interface Terminal {
  readonly out: Output;
  readonly err: Output;
  readonly outColors: Colors;
  readonly errColors: Colors;
}

/** The terminal behind two streams, such as Node's. */
export function openTerminal(
  out: Output,
  err: Output,
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  const colorsOf = (stream: Output): Colors => pc.createColors(isColored(stream, environment));
  return { out, err, outColors: colorsOf(out), errColors: colorsOf(err) };
}
