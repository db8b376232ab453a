// How much is tested: tests, executed assertions and fixtures, by package and suite.
//
//   npm test -- --reporter=json --outputFile.json=report.json
//   npm run study -- inventory report.json --json > before.json
//   npm run study -- inventory report.json --before before.json     fails when anything became less
import { parseArgs } from 'node:util';
import { inventoryOf, losses, readJson } from './inventory.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { before: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const [report] = positionals;
if (report === undefined) {
  console.error('Name the JSON report of a run: npm run study -- inventory report.json');
  process.exit(1);
}

const rows = inventoryOf(readJson(report));
if (values.json) console.log(JSON.stringify(rows, null, 2));
else printTable(rows);
if (values.before !== undefined) {
  const lost = losses(readJson(values.before), rows);
  console.log(lost.length === 0 ? '\nNothing became less.' : `\n${lost.join('\n')}`);
  process.exitCode = lost.length === 0 ? 0 : 1;
}

function printTable(rows) {
  const columns = ['tests', 'assertions', 'fixtures'];
  const sums = Object.fromEntries(
    columns.map((key) => [key, Object.values(rows).reduce((sum, row) => sum + (row[key] ?? 0), 0)]),
  );
  const lines = Object.entries({ ...rows, total: sums });
  const width = Math.max(...lines.map(([name]) => name.length));
  console.log(`${''.padEnd(width)}${columns.map((key) => key.padStart(12)).join('')}`);
  for (const [name, row] of lines) {
    console.log(`${name.padEnd(width)}${columns.map((key) => String(row[key] ?? '').padStart(12)).join('')}`);
  }
}
