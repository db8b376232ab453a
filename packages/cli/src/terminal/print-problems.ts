import { fullMessage } from '@bud/project';
import type { Problem } from '@bud/transform';

import type { Terminal } from './terminal.ts';

/** Prints problems as people read them: code, location, what to do, and the lines around it. */
export function printProblems({ err, errColors }: Terminal, problems: readonly Problem[]): void {
  for (const problem of problems) {
    const message = fullMessage(problem);
    err.write(`${errColors.yellow(problem.code)}${message.slice(problem.code.length)}\n\n`);
  }
}
