import { headline } from '@bud/project';
import type ts from 'typescript';

import { diagnosticOf, printWarnings } from './diagnostic.ts';
import type { TrackedProgram } from '../track/tracked-program.ts';

/**
 * Reports what is wrong with the configuration. When `strict`, this throws: an incremental build would keep a diagnostic
 * with some file, and report it for as long as that file does not change.
 */
export function reportConfiguration(tracked: TrackedProgram, program: ts.Program, typescript: typeof ts): void {
  const strict = tracked.isStrict;
  const problems = tracked.configurationProblems();
  const [first] = problems;
  if (first === undefined) return;
  if (!strict || program.getCompilerOptions()['watch'] === true) {
    const warnings = problems.map((problem) => diagnosticOf(problem, undefined, false, typescript));
    return printWarnings(warnings, program, typescript);
  }
  const error = new Error(problems.map(headline).join('\n'));
  // tsc prints the stack of what it does not catch; the line of our code tells a user nothing.
  error.stack = error.message;
  throw error;
}
