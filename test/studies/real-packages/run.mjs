// Every function of large packages is tracked, with `bud instrument` on the files as they are published. Each file has to
// load and export the same, and a use of the package has to give the same: plain, instrumented with nothing listening, and
// recorded. `--only zod,vue` narrows it; what is not installed here is taken from the rest of the repository.
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packages } from './packages.mjs';
import { printHead, printRow } from './table.mjs';
import { createTrees, installedAt } from './trees.mjs';

const bud = fileURLToPath(new URL('../../../packages/cli/dist/bud.js', import.meta.url));
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const chosen = packages.filter(({ name }) => values.only?.split(',').includes(name) ?? true);
const missing = chosen.filter(({ folders }) => folders.some((folder) => installedAt(folder) === undefined));
if (missing.length > 0) {
  console.error(
    `not installed: ${missing.map(({ name }) => name).join(', ')}. Run npm run packages:real, which installs them.`,
  );
  process.exit(2);
}

const trees = createTrees(chosen.flatMap(({ folders }) => folders));
const differences = [];
try {
  // All are instrumented before one is used: they use each other.
  const instrumented = chosen.map(instrument);
  printHead();
  for (const [index, each] of chosen.entries()) printRow({ ...instrumented[index], ...compare(each) });
} finally {
  trees[Symbol.dispose]();
}
for (const difference of differences) console.error(difference);
if (differences.length > 0) process.exitCode = 1;

/** Instruments a package into the tracked tree. */
function instrument({ name, folders }) {
  const config = join(trees.tracked, 'bud.track.config.json');
  writeFileSync(config, JSON.stringify({ rules: [{ functions: '*' }] }));
  const before = performance.now();
  const reports = folders.map((folder) => {
    const target = join(trees.tracked, 'node_modules', folder);
    const written = [bud, 'instrument', installedAt(folder), '--out', target, '--config', config];
    const options = { encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, FORCE_COLOR: '0' } };
    return spawnSync(process.execPath, written, options);
  });
  const milliseconds = performance.now() - before;
  const codes = reports.flatMap(({ stderr }) => stderr.match(/^BUD\d+(?= )/gm) ?? []);
  // Refused functions and generated names are the package's own; output that would not parse is a mistake of ours.
  if (reports.some(({ status }) => status === 2 || status === null) || codes.includes('BUD002'))
    differences.push(`${name}: ${reports.map(({ stderr }) => stderr).join('\n')}`);
  const count = (pattern) => reports.reduce((sum, { stdout }) => sum + Number(pattern.exec(stdout)?.[1] ?? 0), 0);
  const { version } = JSON.parse(readFileSync(join(installedAt(name), 'package.json'), 'utf8'));
  return {
    name: `${name} ${version}`,
    functions: count(/(\d+) functions?:/),
    codes,
    instrumentMs: milliseconds,
    bytes: bytesOf(trees.plain, folders),
    trackedBytes: bytesOf(trees.tracked, folders),
  };
}

/** Loads and uses a package in both trees. */
function compare({ name, folders, programs }) {
  const files = folders.flatMap((folder) => filesOf(trees.plain, folder)).filter((file) => !programs.test(file));
  const plain = loadAll(trees.plain, 'plain', files);
  let sameCount = 0;
  const [off, on] = ['off', 'on'].map((mode) => loadAll(trees.tracked, mode, files));
  for (const file of files) {
    const texts = [plain, off, on].map((loaded) => JSON.stringify(loaded[file]));
    if (areSame(texts)) sameCount += 1;
    else differences.push(`${file}: ${texts.join('\n  ')}`);
  }
  const used = ['plain', 'off', 'on'].map((mode) => use(name, mode));
  const results = used.map(({ result }) => JSON.stringify(result));
  const isUsedTheSame = areSame(results);
  if (!isUsedTheSame) differences.push(`${name}: ${results.join('\n  ')}`);
  return { fileCount: files.length, loadedCount: countLoaded(plain), sameCount, used, isUsedTheSame };
}

/** What a process that failed did not print is the same as nothing. */
function areSame(texts) {
  return texts.every((text) => text !== undefined && text === texts[0]);
}

/** A file that cannot be loaded by itself, because it is for browsers, has to end in the same error. */
function countLoaded(loaded) {
  return Object.values(loaded).filter((exports) => Array.isArray(exports)).length;
}

function loadAll(tree, mode, files) {
  const list = join(tree, 'files.json');
  writeFileSync(list, JSON.stringify(files));
  return run(tree, ['load-process.mjs', join(tree, 'node_modules'), mode, list]);
}

function use(name, mode) {
  const tree = mode === 'plain' ? trees.plain : trees.tracked;
  return run(tree, ['use-process.mjs', `${name.replace('/', '__').replace('@', '')}.mjs`, mode]);
}

function run(tree, written) {
  const env = { ...process.env, TZ: 'UTC', BUD_TRACK: 'on' };
  const options = { cwd: tree, encoding: 'utf8', maxBuffer: 2 ** 28, env, stdio: ['ignore', 'pipe', 'pipe'] };
  try {
    return JSON.parse(execFileSync(process.execPath, written, options));
  } catch (error) {
    differences.push(`${written.slice(0, 3).join(' ')}: ${error.message}`);
    return {};
  }
}

function bytesOf(tree, folders) {
  const files = folders.flatMap((folder) => filesOf(tree, folder));
  return files.reduce((sum, file) => sum + statSync(join(tree, 'node_modules', file)).size, 0);
}

/** Below `node_modules`. */
function filesOf(tree, folder) {
  return readdirSync(join(tree, 'node_modules', folder), { recursive: true })
    .map((file) => `${folder}/${String(file).replaceAll('\\', '/')}`)
    .filter((file) => /\.[cm]?js$/.test(file) && !file.slice(folder.length).includes('/node_modules/'))
    .toSorted();
}
