import type { Position } from '../language/lines.ts';

/** A position in a file of the project. */
export interface FilePosition extends Position {
  /** Project-relative. */
  readonly file: string;
}

/**
 * What source text was compiled from, as its source map tells: rules are about that file, and spans report
 * positions in it.
 */
export interface Origin {
  /** Project-relative path of the source that globs are matched against; `null` when there are several. */
  readonly path: string | null;
  /** Where a position of the source comes from, both with 1-based columns; the position itself when nobody knows. */
  at(position: Position): FilePosition;
}
