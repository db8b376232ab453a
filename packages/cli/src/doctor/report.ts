import type { Colors } from '../terminal/terminal.ts';
import type { Check } from './check.ts';

const signs = { fine: '✓', doubtful: '!', broken: '✗' } as const;
const colorOf = { fine: 'green', doubtful: 'yellow', broken: 'red' } as const;

/** A line for each check, and below it what to do. */
export function formatChecks(checks: readonly Check[], colors: Colors): string {
  const width = Math.max(...checks.map(({ check }) => check.length));
  const lines = checks.flatMap(({ check, result, message, remedy }) => [
    `${colors[colorOf[result]](signs[result])} ${check.padEnd(width)}  ${message}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(width + 4)}${colors.dim(remedy)}`]),
  ]);
  return `${lines.join('\n')}\n`;
}
