import { shownValue, sumOf, type Usage } from '@bud/trace/text';

/** What is shown of a case. */
interface ShownRow {
  readonly name: string;
  readonly output: unknown;
  readonly error: unknown;
  readonly scores: Readonly<Record<string, number>>;
  readonly trace: { readonly usage: Usage };
}

/** Rows as a table, and the means below. */
export function tableOf(rows: readonly ShownRow[], scorers: readonly string[]): string {
  const head = ['case', ...scorers, 'tokens', 'cost', 'output'];
  const shown = rows.map(({ name, scores, trace: { usage }, output, error }) => [
    name,
    ...scorers.map((scorer) => percent(scores[scorer] ?? 0)),
    String(usage.totalTokens),
    dollars(usage.costUsd),
    error === undefined
      ? shownValue(output, 40)
      : `✗ ${error instanceof Error ? error.message : shownValue(error, 40)}`,
  ]);
  const total = sumOf(rows.map(({ trace }) => trace.usage));
  const means = scorers.map((scorer) =>
    percent(rows.reduce((sum, { scores }) => sum + (scores[scorer] ?? 0), 0) / Math.max(rows.length, 1)),
  );
  return aligned([head, ...shown, ['all', ...means, String(total.totalTokens), dollars(total.costUsd), '']]);
}

function percent(score: number): string {
  return `${Math.round(score * 100)} %`;
}

function dollars(usd: number): string {
  return usd === 0 ? '' : `$${Number(usd.toPrecision(3))}`;
}

function aligned(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
