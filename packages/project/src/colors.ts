/** As much of a stream as is asked here; those of the process have it. */
export interface ColorableStream {
  readonly isTTY?: boolean;
  /** What the terminal can do. */
  hasColors?(): boolean;
}

/**
 * Whether what people read on a stream is colored: `FORCE_COLOR` decides where it is set (`0` and `false` say no), then
 * `NO_COLOR`, then whether it is a terminal that has colors.
 *
 * @example
 * isColored(process.stderr, process.env); // in a terminal: true
 */
export function isColored(
  stream: ColorableStream,
  { FORCE_COLOR: forced, NO_COLOR: refused }: Readonly<Record<string, string | undefined>>,
): boolean {
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return !refused && stream.isTTY === true && stream.hasColors?.() !== false;
}
