/** Prints what was lost, one line on each suite, and the table. */
export function printTable(rows) {
  for (const { lost } of rows) for (const text of lost) console.log(`${text}\n`);
  for (const { remark } of rows) console.log(remark);
  const head = ['suite', 'programs', 'plain pass', 'off pass', 'on pass', 'regressions'];
  const lines = rows.map((row) => [
    row.name,
    ...[row.programs, row.plain, row.off, row.on, row.lost.length].map((count) => count?.toLocaleString('en') ?? '–'),
  ]);
  console.log(`\n${markdown([head, ...lines])}`);
}

function markdown(lines) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const text = lines.map((line) => `| ${line.map((cell, column) => pad(cell, widths[column], column)).join(' | ')} |`);
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [text[0], `| ${rule.join(' | ')} |`, ...text.slice(1)].join('\n');
}

function pad(cell, width, column) {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
