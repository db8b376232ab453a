import { fullMessage, ProblemsError } from '@bud/project';
import type { Problem } from '@bud/transform';

/** For hosts without a channel for warnings, or none at that moment. What is thrown fails their builds. */
export function reportPlainly(
  problems: readonly Problem[],
  isStrict: boolean,
  warn: (message: string) => void = toStandardError,
): void {
  if (problems.length === 0) return;
  if (isStrict) throw new ProblemsError(problems);
  for (const problem of problems) warn(fullMessage(problem));
}

function toStandardError(message: string): void {
  process.stderr.write(`${message}\n`);
}
