import { markdown } from '../markdown.mjs';

/** Prints what was lost, one line on each suite, and the table. */
export function printTable(rows) {
  for (const { lost } of rows) for (const text of lost) console.log(`${text}\n`);
  for (const { remark } of rows) console.log(`- ${remark}`);
  const head = ['suite', 'programs', 'plain pass', 'off pass', 'on pass', 'regressions'];
  const lines = rows.map((row) => [
    row.name,
    ...[row.programs, row.plain, row.off, row.on, row.lost.length].map((count) => count?.toLocaleString('en') ?? '–'),
  ]);
  console.log(`\n${markdown([head, ...lines], 'lrrrrr')}`);
}

/** Prints for each mutant which suite has found it, and by what. */
export function printMutants(results) {
  const lines = results.map(({ name, package: of, suite, found }) => [
    name,
    `@bud/${of}`,
    suite ?? '**nothing**',
    found === null ? '' : `\`${firstLine(found)}\``,
  ]);
  const count = results.filter(({ found }) => found !== null).length;
  console.log(markdown([['mutant', 'in', 'found by', 'what it found first'], ...lines], 'llll'));
  console.log(`\n${count} of ${results.length} mutants were found.`);
}

/** Short enough for a table, and nothing that would end its cell. */
function firstLine(text) {
  const [line] = text.replaceAll('`', "'").replaceAll('|', '¦').split('\n');
  return line.length <= 100 ? line : `${line.slice(0, 99)}…`;
}
