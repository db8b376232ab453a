// Tracks every function of open applications for language models and looks at the code that comes out: it has to parse, and
// no line may move. `--only cline,ai` narrows it; `--sources <folder>` takes them from its `<owner>/<name>`, where they are
// checked out already. `--tests <folder>` runs their unit tests instead, of checkouts that have their dependencies installed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { applications } from './applications.mjs';
import { checkFile } from './check-file.mjs';
import { checkoutOf, sourcesOf } from './checkouts.mjs';
import { runUnitTests } from './unit-tests.mjs';
import { markdown } from '../markdown.mjs';
import { startProgress } from '../proof/progress.mjs';

const { values } = parseArgs({
  options: { only: { type: 'string' }, sources: { type: 'string' }, tests: { type: 'string' } },
});
const only = values.only?.split(',');
const chosen = applications.filter(({ repository }) => only?.includes(repository.split('/')[1]) ?? true);

const faults = [];
const problems = new Map();
const rows = [];
process.exitCode = values.tests === undefined ? await checkAll() : await runUnitTests(values.tests, only);

async function checkAll() {
  for (const application of chosen) rows.push(await check(application));
  print();
  return faults.length === 0 && chosen.length > 0 ? 0 : 1;
}

async function check(application) {
  const folder = values.sources === undefined ? checkoutOf(application) : join(values.sources, application.repository);
  const files = sourcesOf(folder);
  const row = { ...application, files: files.length, functions: 0, tracked: 0, unreadable: 0, problems: 0 };
  const progress = startProgress(application.repository, files.length);
  const start = performance.now();
  for (const file of files) {
    const code = readFileSync(join(folder, file), 'utf8');
    const { isReadable, isBroken, movedLines, ...found } = checkFile(code, join(folder, file));
    row.functions += found.functions;
    row.tracked += found.tracked;
    row.problems += found.problems.length;
    if (!isReadable) row.unreadable++;
    for (const problem of found.problems) remember(problem, `${application.repository} ${file}:${problem.line}`);
    const where = `${application.repository} ${file}`;
    if (isBroken) faults.push(`${where} no longer parses`);
    if (movedLines.length > 0) faults.push(`${where}:${movedLines[0]} has moved`);
    progress.advance();
    // What the parser holds is given back between the turns of the event loop.
    await setImmediate();
  }
  progress.end();
  return { ...row, milliseconds: performance.now() - start };
}

function remember({ code, message, remedy }, where) {
  const found = problems.get(code) ?? { message, remedy, places: [] };
  found.places.push(where);
  problems.set(code, found);
}

function print() {
  const number = (value) => value.toLocaleString('en');
  const head = ['application', 'commit', 'files', 'do not parse', 'functions', 'tracked', 'problems', 'seconds'];
  const line = (row) => [
    row.repository,
    row.commit?.slice(0, 10) ?? '',
    ...[row.files, row.unreadable, row.functions, row.tracked, row.problems].map(number),
    (row.milliseconds / 1000).toFixed(0),
  ];
  const sum = rows.reduce(
    (all, row) =>
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? (all[key] ?? 0) + value : '']),
      ),
    {},
  );
  console.log(markdown([head, ...rows.map(line), line({ ...sum, repository: 'all' })], 'llrrrrrr'));
  console.log(`\nFiles that parsed and no longer do, or with a line that has moved: ${faults.length}.`);
  for (const fault of faults) console.log(`- ${fault}`);
  if (problems.size === 0) return console.log('\nProblems: none.');
  const told = [...problems]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { places, message, remedy }]) => [
      code,
      number(places.length),
      message.split('\n')[0],
      remedy ?? '',
      places.slice(0, 3).join(', '),
    ]);
  console.log(`\n${markdown([['code', 'count', 'first message', 'remedy', 'where'], ...told], 'lrlll')}`);
}
