import { formatProblem, type Problem } from '@bud/transform';

/** A problem for hosts that print the place themselves: what is wrong and what to do. */
export function headline({ code, message, remedy }: Problem): string {
  return `${code} ${message}. ${remedy}`;
}

/** A problem for hosts that print nothing but the message: place and code frame are part of it. */
export function fullText(problem: Problem): string {
  return problem.file === '' ? headline(problem) : formatProblem(problem);
}
