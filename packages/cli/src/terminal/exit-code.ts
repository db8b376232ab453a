import type { Problem, ProblemCode } from '@bud/transform';

/** What `bud` exits with; scripts and CI tell the cases apart. */
export const exitCodes = { fine: 0, problems: 1, badInput: 2 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Problems of what a command was given to read: as a wrong flag does, they keep it from writing anything. */
const inputCodes: ReadonlySet<ProblemCode> = new Set(['BUD003', 'BUD404']);

/** The exit code that problems ask for. */
export function exitCodeOf(problems: readonly Problem[]): ExitCode {
  if (problems.some(({ code }) => inputCodes.has(code))) return exitCodes.badInput;
  return problems.length > 0 ? exitCodes.problems : exitCodes.fine;
}
