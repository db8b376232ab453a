import type { Colors } from '../terminal/terminal.ts';
import type { Check } from './check.ts';

const signs = { fine: '✓', doubtful: '!', broken: '✗' } as const;
const colorOf = { fine: 'green', doubtful: 'yellow', broken: 'red' } as const;

/** A line for each check, and below it what to do. */
export function formatChecks(findings: readonly Check[], colors: Colors): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ check, result, message, remedy }) => [
    `${colors[colorOf[result]](signs[result])} ${check.padEnd(width)}  ${message}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(width + 4)}${colors.dim(remedy)}`]),
  ]);
  return `${lines.join('\n')}\n`;
}
