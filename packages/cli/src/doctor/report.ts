import type { Colors } from '../terminal/terminal.ts';
import type { Finding } from './finding.ts';

const signs = { fine: '✓', doubtful: '!', broken: '✗' } as const;
const colorOf = { fine: 'green', doubtful: 'yellow', broken: 'red' } as const;

/** A line for each finding, and below it what to do. */
export function formatFindings(findings: readonly Finding[], colors: Colors): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ check, result, message, remedy }) => [
    `${colors[colorOf[result]](signs[result])} ${check.padEnd(width)}  ${message}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(width + 4)}${colors.dim(remedy)}`]),
  ]);
  return `${lines.join('\n')}\n`;
}
