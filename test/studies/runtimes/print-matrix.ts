import { runMatrix, type MatrixRow } from './matrix.ts';
import type { Verdict } from './judge.ts';

const widths: readonly number[] = [20, 17, 14, 9, 9, 9, 9];

/** Prints the matrix row by row, then what is not as on Node and what is wrong; says whether nothing is. */
export async function printMatrix(
  only: string,
  { requiresAll }: { readonly requiresAll: boolean },
): Promise<{ readonly isGreen: boolean }> {
  print(columns(['runtime', 'version', 'OpenTelemetry', 'fixtures', 'plain', 'off', 'on']));
  const rows = await runMatrix(only, (row) => print(formatRow(row)));
  if (rows.length === 0) print('no runtime has that name; see --help');
  const [ownWays, regressions] = [rows.flatMap(ownWayLines), rows.flatMap(regressionLines)];
  print(`
plain: fixtures that run there as they were written; off, on: of these, how many do the same compiled, and on record the
spans of spans.json`);
  if (rows.some(({ runtime }) => contextless.test(runtime))) print(withoutContext);
  if (ownWays.length > 0) print(`\nNot as on Node, as they were written:\n${unique(ownWays).join('\n')}`);
  print(`\n${regressions.length === 0 ? 'No regressions.' : `Regressions:\n${regressions.join('\n')}`}`);
  const isComplete = rows.length > 0 && rows.every(({ missing }) => missing === undefined);
  return { isGreen: regressions.length === 0 && (isComplete || (!requiresAll && rows.length > 0)) };
}

const contextless = /no context|Chromium/;
const withoutContext =
  'without a context manager spans that start after an await start a trace of their own: 6 in 3 fixtures, as promised';

function formatRow({ runtime, version, set, verdicts, missing, failure }: MatrixRow): string {
  const why = missing ?? failure?.split('\n').at(-1);
  const count = (mode: 'plain' | 'off' | 'on'): string => String(verdicts.filter((verdict) => verdict[mode]).length);
  const counts = why === undefined ? [String(verdicts.length), count('plain'), count('off'), count('on')] : [why];
  return columns([runtime, version || '–', set, ...counts]);
}

function ownWayLines({ runtime, verdicts }: MatrixRow): readonly string[] {
  return verdicts.flatMap(({ name, ownWay }) => (ownWay === undefined ? [] : [`  ${runtime} ${name}: ${ownWay}`]));
}

function regressionLines({ runtime, set, verdicts, failure }: MatrixRow): readonly string[] {
  const of = ({ name, regressions }: Verdict): readonly string[] =>
    regressions.map((regression) => `  ${runtime}, OpenTelemetry ${set}, ${name}: ${regression}`);
  return [...(failure === undefined ? [] : [`  ${runtime}: ${failure}`]), ...verdicts.flatMap(of)];
}

function unique(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}

function columns(cells: readonly string[]): string {
  return cells
    .map((cell, index) => cell.padEnd(widths[index] ?? 0))
    .join(' ')
    .trimEnd();
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
