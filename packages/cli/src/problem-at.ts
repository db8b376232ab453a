import type { Problem, ProblemCode } from '@bud/transform';

/** A problem of a whole file. */
export function problemAt(file: string, code: ProblemCode, message: string, remedy: string): Problem {
  return { code, message, remedy, file, line: 1, column: 1, start: 0, end: 0, frame: '' };
}
