import { markdown } from '../markdown.mjs';

/** Prints what was lost, one line on each suite, and the table. */
export function printTable(rows) {
  for (const { lost } of rows) for (const text of lost) console.log(`${text}\n`);
  for (const { remark } of rows) console.log(remark);
  const head = ['suite', 'programs', 'plain pass', 'off pass', 'on pass', 'regressions'];
  const lines = rows.map((row) => [
    row.name,
    ...[row.programs, row.plain, row.off, row.on, row.lost.length].map((count) => count?.toLocaleString('en') ?? '–'),
  ]);
  console.log(`\n${markdown([head, ...lines], 'lrrrrr')}`);
}
