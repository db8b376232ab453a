/**
 * The semantics matrix: what happens to a function and to its callers when a library tracks it.
 *
 * At the root, after `npm ci`:
 *
 *     npm run study -- comparison             # prints the table
 *     npm run study -- comparison --why       # … and what was seen for each ✗
 *     node test/studies/comparison/run.mjs --only bud   # once it is built: with nothing else installed
 *
 * Everything stays on this machine: libraries write into memory or to a server on the loopback interface.
 */
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { contenders } from './contenders.mjs';
import { outcomesOf } from './contender-outcomes.mjs';
import { groups } from './rows.mjs';
import { markdownTable, signOf, textTable } from './table.mjs';

const help = `Runs every row of the semantics matrix with every contender and prints the table. Writes nothing.

  node run.mjs [options]

  --only <string>  only contenders whose name contains the string: --only bud, --only langsmith
  --row <string>   only rows whose name contains the string
  --why            what was seen for each ✗ (always told for bud)
  --markdown       the table for the README
  --help           this text

✓ right, ✗ wrong, – the row asks for something that the contender does not have. The exit code is 1 when a row of bud fails.
`;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    row: { type: 'string', default: '' },
    why: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) process.stdout.write(help);
else process.exitCode = await main();

async function main() {
  const chosenGroups = groups
    .map(({ title, rows }) => ({ title, rows: rows.filter(({ name }) => name.includes(options.row)) }))
    .filter(({ rows }) => rows.length > 0);
  const chosen = contenders.filter(({ name }) => name.includes(options.only));
  if (chosenGroups.length === 0 || chosen.length === 0) return complain('nothing has that name');
  const present = chosen.filter(({ package: name }) => name === undefined || versionOf(name) !== undefined);
  const rows = chosenGroups.flatMap((group) => group.rows);
  const outcomes = await allOutcomes(present, rows);
  const table = options.markdown ? markdownTable : textTable;
  if (present.length > 0) console.log(table(chosenGroups, present, outcomes));
  const versions = present.filter((contender) => contender.package).map((contender) => versionOf(contender.package));
  if (versions.length > 0) console.log(`\n${versions.join(', ')}; Node ${process.versions.node}`);
  for (const { name } of chosen.filter((contender) => !present.includes(contender))) {
    console.log(`\n${name} is left out: it is not installed, run npm ci in this folder`);
  }
  // Failures of bud are bugs, so they are never only a sign.
  const why = reasons(options.why ? present : present.filter(({ bud }) => bud), outcomes);
  if (why !== '') console.log(`\n${why}`);
  return present.some(({ name, bud }) => bud && failed(outcomes.get(name)).length > 0) ? 1 : 0;
}

/** Two processes at a time: the rows mostly wait. */
async function allOutcomes(chosen, rows) {
  const outcomes = new Map();
  const queue = [...chosen];
  const work = async () => {
    for (let contender = queue.shift(); contender !== undefined; contender = queue.shift()) {
      outcomes.set(contender.name, await outcomesOf(contender, rows));
    }
  };
  await Promise.all([work(), work()]);
  return outcomes;
}

/** The installed package with its version; not every package lets its `package.json` be imported. */
function versionOf(name) {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const file = folders.map((folder) => `${folder}/${name}/package.json`).find((path) => existsSync(path));
  return file && `${name} ${JSON.parse(readFileSync(file, 'utf8')).version}`;
}

function reasons(chosen, outcomes) {
  return chosen
    .flatMap(({ name }) => failed(outcomes.get(name)).map(([row, { failed }]) => `${name}: ${row}\n    ${failed}`))
    .join('\n');
}

function failed(outcomes) {
  return [...outcomes].filter(([, outcome]) => signOf(outcome) === '✗');
}

function complain(text) {
  console.error(`${text}; see --help`);
  return 2;
}
