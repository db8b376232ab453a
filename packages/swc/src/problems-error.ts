import { fullText } from '@bud/project';
import type { Problem } from '@bud/transform';

/** Thrown with `strict: true`: what is wrong with the marks of one file. */
export class ProblemsError extends Error {
  override readonly name = 'ProblemsError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(fullText).join('\n\n'));
    this.problems = problems;
  }
}
