import { isatty } from 'node:tty';
import { styleText } from 'node:util';

import type { Problem } from '@bud/transform';

import { isColored } from './colors.ts';
import { fullMessage } from './problem.ts';

/** Thrown with `strict: true`: what is wrong with the marks of one file. */
export class ProblemsError extends Error {
  override readonly name = 'ProblemsError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(fullMessage).join('\n\n'));
    this.problems = problems;
  }
}

/**
 * Reports problems through Node's own channel, each once per process; `--no-warnings`, `--disable-warning=BUD104` and
 * `process.on('warning')` work as ever. Throws a {@link ProblemsError} when strict.
 */
export function createReporter(isStrict: boolean): (problems: readonly Problem[]) => void {
  const reported = new Set<string>();
  // Not `process.stderr`: in threads it is not the terminal that it ends in.
  const hasColors = isColored({ isTTY: isatty(2) }, process.env);
  return (problems) => {
    if (problems.length > 0 && isStrict) throw new ProblemsError(problems);
    for (const problem of problems) {
      const warning = toWarning(problem, hasColors);
      if (reported.has(warning.message)) continue;
      reported.add(warning.message);
      // At once: `process.emitWarning` waits for the next tick, and a program that exits before would say nothing.
      process.emit('warning', warning);
    }
  };
}

function toWarning({ code, file, line, column, message, remedy, frame }: Problem, hasColors: boolean): Error {
  const location = file === '' ? '' : `${file}:${line}:${column} `;
  const warning = `${location}${message}. ${remedy}`;
  return Object.assign(new Error(hasColors ? styleText('yellow', warning, { validateStream: false }) : warning), {
    name: 'BudTrackWarning',
    code,
    detail: frame,
  });
}
