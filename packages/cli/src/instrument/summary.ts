import type { Run } from './instrument-all.ts';

interface Outcome {
  readonly isCheck: boolean;
  /** Why nothing is written. */
  readonly refusal: string | null;
  /** There was no file to look into. */
  readonly isEmpty: boolean;
  readonly isOff: boolean;
}

/** The table that ends a run, one row per number that is not zero, and what became of it all. */
export function formatSummary(run: Run, outcome: Outcome): string {
  const rows: readonly (readonly [name: string, count: number, more?: string])[] = [
    ['files', run.fileCount],
    ['instrumented', run.instrumentedCount, functionCounts(run)],
    ['already instrumented', run.earlierCount],
    ['problems', run.problems.length],
  ];
  const shown = rows.filter(([name, count]) => count > 0 || name === 'files');
  const width = Math.max(...shown.map(([name]) => name.length));
  const digits = Math.max(...shown.map(([, count]) => String(count).length));
  const lines = shown.map(([name, count, more = '']) =>
    `${name.padEnd(width)}  ${String(count).padStart(digits)}  ${more}`.trimEnd(),
  );
  const hint = outcome.isEmpty
    ? ['No JavaScript was found; `--sources --out <folder>` tracks TypeScript and JSX.']
    : [];
  return `${[...lines, closing(run, outcome), ...hint].join('\n')}\n`;
}

/** `9 functions: 3 llm, 4 tool, 2 without type`. */
function functionCounts({ sites }: Run): string {
  const byType = new Map<string, number>();
  for (const { type = 'without type' } of sites) byType.set(type, (byType.get(type) ?? 0) + 1);
  const types = [...byType].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([type, count]) => `${count} ${type}`);
  return `${plural(sites.length, 'function')}: ${types.join(', ')}`;
}

function closing({ writtenCount }: Run, { isCheck, refusal, isEmpty, isOff }: Outcome): string {
  if (refusal !== null) return `Nothing was written, because ${refusal}.`;
  if (isCheck)
    return writtenCount === 0 ? 'Nothing would be written.' : `${plural(writtenCount, 'file')} would be written.`;
  if (writtenCount === 0 && isOff) return 'Nothing was written, because tracking is off.';
  if (writtenCount === 0) return isEmpty ? 'There was nothing to instrument.' : 'Everything was up to date.';
  return `${plural(writtenCount, 'file')} written${isOff ? ' unchanged, because tracking is off' : ''}.`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
