import { formatProblem, type Problem } from '@bud/transform';

type Said = Pick<Problem, 'code' | 'message' | 'remedy'>;

/** A problem of the configuration, which has no location in any file. */
export function configurationProblem(said: Said): Problem {
  return { ...said, file: '', line: 1, column: 1, start: 0, end: 0, frame: '' };
}

/** A problem of a whole file. */
export function fileProblem(file: string, said: Said): Problem {
  return { ...configurationProblem(said), file };
}

/**
 * A problem for hosts that print the location themselves: what is wrong and what to do.
 *
 * @example
 * instrument('// @Track\nexport {};', 'a.js').problems.map(headline); // [ 'BUD102 "@Track" is not a mark. Did you mean @track?' ]
 */
export function headline({ code, message, remedy }: Problem): string {
  return `${code} ${message}. ${remedy}`;
}

/**
 * A problem for hosts that print nothing but the message: location and code frame are part of it.
 *
 * @example
 * for (const problem of instrument(code, file).problems) console.warn(fullMessage(problem));
 */
export function fullMessage(problem: Problem): string {
  return problem.file === '' ? headline(problem) : formatProblem(problem);
}
