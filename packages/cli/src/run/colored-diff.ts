/**
 * Commands that run a program:
 *
 *   load-replay    the project's own `@bud/testing`, which records and plays
 *   written-test   a test file that plays a recording
 *   colored-diff   how two runs differ, for a person
 */
import type { TraceDiff } from '@bud/trace';
import type { Colors } from '../terminal/terminal.ts';

export function coloredDiff(diff: TraceDiff, colors: Colors): string {
  const paints = { '+': colors.green, '-': colors.red, '~': colors.yellow };
  return String(diff)
    .split('\n')
    .map((line) => Object.entries(paints).find(([sign]) => line.startsWith(sign))?.[1](line) ?? line)
    .join('\n');
}
