import type { Level } from '@bud/value';
import { durationOf, type Shown } from './shown.ts';
import { cells, fitPieces, type Piece, type Style } from './pieces.ts';

export const levelStyles: Readonly<Record<Level, Style>> = {
  trace: 'dim',
  debug: 'dim',
  info: 'green',
  notice: 'cyan',
  warn: 'yellow',
  error: 'red',
  fatal: 'red',
};

const typeStyles: Readonly<Record<string, Style>> = {
  agent: 'magenta',
  llm: 'cyan',
  tool: 'yellow',
  retriever: 'green',
  embedding: 'green',
};

const longestLevel = 'notice'.length;
/** What is nested deeper stands below this: a line needs room for words. */
const mostIndented = 10;

/** `00:12:49.123  info    Asking why                    12.3 ms`; below others by two columns for each. */
export function lineOf(shown: Shown, depth: number, columns: number): readonly Piece[] {
  const { time, level, error, message } = shown;
  const start: readonly Piece[] = [
    ['dim', `${timeOfDay(time)}  `],
    [levelStyles[level], level.padEnd(longestLevel)],
    ['plain', `  ${'  '.repeat(Math.min(depth, mostIndented))}`],
  ];
  const failure: readonly Piece[] = error === undefined ? [] : [['red', `  ${error}`]];
  const sentence: readonly Piece[] = message === undefined ? [] : [['plain', `  ${message}`]];
  return withDuration([...start, ...titleOf(shown), ...sentence, ...failure], shown.durationMs, columns);
}

/** Name, type and notes: `complete  llm  gpt-4o  12 → 40 tokens`. */
export function titleOf({ title, type, notes, error }: Shown): readonly Piece[] {
  return [
    error === undefined ? ['bold', title] : ['red', `✗ ${title}`],
    ...(type === undefined ? [] : [[typeStyles[type] ?? 'plain', `  ${type}`] as const]),
    ...notes.map((note) => ['dim', `  ${note}`] as const),
  ];
}

/** The pieces, and the duration at the right edge. */
export function withDuration(
  pieces: readonly Piece[],
  durationMs: number | undefined,
  columns: number,
): readonly Piece[] {
  if (durationMs === undefined) return pieces;
  const duration = durationOf(durationMs);
  return [...fitPieces(pieces, columns - cells(duration) - 2), ['dim', `  ${duration}`]];
}

/** On this machine's clock. */
function timeOfDay(time: Date): string {
  const [hours, minutes, seconds] = [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${hours}:${minutes}:${seconds}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}
