// The one door to the studies: what takes longer than a test may, or prints figures instead of asserting them.
//
//   npm run study                          lists them
//   npm run study -- runtimes --only bun   runs one; what follows its name is its own
//   npm run study -- bench --write         writes what it printed into the documentation, with the date
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentPath, writeSection } from '../../packages/docs/write/section.mjs';
import { install } from '../install.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Name, the file that runs it, and what it says. */
const studies = {
  proof: ['proof/run.mjs', 'runs programs plain, off and on, and compares what they do'],
  suite: ['proof/suite.mjs', "runs a project's own test suite with every function tracked"],
  forms: ['proof/forms/write.mjs', 'writes the table of function forms into the documentation'],
  runtimes: ['runtimes/run.mjs', 'executes the fixtures on Node 20 to 26, Bun, Deno, workerd and Chromium'],
  outcomes: ['outcomes/run.mjs', 'runs every kind of call on Node 20 to 24, Bun and Deno, and looks at its span'],
  'real-packages': ['real-packages/run.mjs', 'tracks every function of ten large packages and compares what they do'],
  applications: [
    'applications/run.mjs',
    'tracks every function of ten LLM applications and looks at the code that comes out',
  ],
  comparison: ['comparison/run.mjs', 'asks other tracing libraries the questions that the fixtures ask'],
  bench: ['bench/print.mjs', 'prints what tracking costs'],
  secrets: ['secrets/print.mjs', 'prints what looking for secrets costs, and that it is linear'],
  values: ['values/print.mjs', 'prints what writing a value costs'],
  sizes: ['sizes/print.mjs', 'prints what tracking adds to bundles'],
  readmes: ['readmes/run.mjs', 'follows the README of each package with packed packages, as readers on npm do'],
  'opentelemetry-3': ['opentelemetry-3/run.mjs', "runs the SDK's tests with OpenTelemetry 3 on Node 24"],
  'observe-crash': [
    'observe/crash.mjs',
    'kills a process that writes a million spans to a file, and looks what is there',
  ],
  'observe-load': ['observe/load.mjs', 'ends 10,000 spans a second towards receivers of every temper'],
  'observe-scrub': ['observe/scrub.mjs', 'prints what the search for secrets costs on the way to each exporter'],
  'observe-server': ['observe/server.mjs', 'asks a server 1,000 requests a second while receivers are out of order'],
  inventory: ['inventory/print.mjs', 'prints how many tests, executed assertions and fixtures there are'],
  llm: ['llm/run.mjs', 'calls model clients in every way, plain and recorded, and compares what the caller sees'],
  'llm-cost': ['llm/cost.mjs', 'prints what recording costs a program that calls models, hostile answers among them'],
  replay: [
    'llm/replay/run.mjs',
    'records real clients once, and plays that a hundred times on Node 20, Node 24 and Bun',
  ],
  integrations: ['integrations/run.mjs', 'tries the integrations with real libraries and real servers'],
  backends: [
    'backends/run.mjs',
    'builds a Collector, Jaeger and Phoenix, sends through every exporter, and keeps what they have stored',
  ],
  viewer: ['viewer/run.mjs', 'opens, scrolls, searches and feeds large traces in Chromium, and takes pictures'],
  flow: ['flow/run.mjs', 'runs workflows on every runtime, and prints what flows cost, keep and survive'],
  attach: ['attach/run.mjs', 'attaches a thousand times, compares what is left, and prints what calls cost'],
  testing: ['testing/run.mjs', 'prints what the matchers and captures add to the start of a test file'],
  strings: ['strings/print.mjs', 'lists every string that a user can read'],
};

/** The page of `packages/docs/evidence` that a study can write, and how its output stands there; parts have sections. */
const evidence = {
  proof: { page: 'proof.md', parts: ['mutants', 'test262', 'suites'] },
  runtimes: { page: 'runtimes.md', isPlain: true },
  outcomes: { page: 'outcomes.md' },
  'real-packages': { page: 'real-packages.md' },
  applications: { page: 'applications.md', parts: ['tests'] },
  comparison: { page: 'comparison.md', args: ['--markdown'] },
  bench: { page: 'cost.md' },
  sizes: { page: 'sizes.md' },
  readmes: { page: 'readmes.md' },
  llm: { page: 'llm.md' },
  'llm-cost': { page: 'llm.md' },
  flow: { page: 'flow.md' },
  replay: { page: 'replay.md', parts: ['published'] },
  testing: { page: 'testing.md' },
  integrations: { page: 'integrations.md' },
  backends: { page: 'backends.md' },
  viewer: { page: 'viewer.md', parts: ['sdks', 'clickhouse'] },
  'observe-crash': { page: 'exporters.md' },
  'observe-load': { page: 'exporters.md' },
  'observe-scrub': { page: 'exporters.md' },
  'observe-server': { page: 'exporters.md' },
  'opentelemetry-3': { page: 'exporters.md' },
};

const [name = '', ...args] = process.argv.slice(2);
if (Object.hasOwn(studies, name)) process.exitCode = await run(...studies[name]);
else {
  if (name !== '') console.error(`There is no study "${name}". The studies are:`);
  const width = Math.max(...Object.keys(studies).map((one) => one.length));
  for (const [one, [, about]] of Object.entries(studies)) console.log(`${one.padEnd(width)}  ${about}`);
  process.exitCode = name === '' ? 0 : 1;
}

async function run(file) {
  const wanted = evidence[name];
  const folder = dirname(file);
  if (existsSync(join(here, folder, 'package-lock.json'))) await install(`test/studies/${folder}`);
  const given = args.filter((arg) => arg !== '--write');
  if (given.length === args.length) return runNode([join(here, file), ...given]).status ?? 1;
  if (wanted === undefined) {
    console.error(`"${name}" has no page in packages/docs/evidence, so --write has nowhere to write. Leave it out.`);
    return 1;
  }
  if (isChanged()) {
    console.error('There are changes that no commit holds, so nobody could tell what ran. Commit them first.');
    return 1;
  }
  const commit = git('rev-parse', '--short=10', 'HEAD');
  const { status, stdout } = runNode([join(here, file), ...given, ...(wanted.args ?? [])], 'pipe');
  process.stdout.write(stdout);
  if (status === 0) writeEvidence(wanted, given, stdout.trim(), commit);
  return status ?? 1;
}

function runNode(words, output = 'inherit') {
  const options = { stdio: ['inherit', output, 'inherit'], encoding: 'utf8', maxBuffer: 2 ** 24 };
  return spawnSync(process.execPath, words, options);
}

function writeEvidence({ page, isPlain = false, parts = [] }, given, output, commit) {
  const path = documentPath(`evidence/${page}`);
  const written = `Written on ${new Date().toISOString().slice(0, 10)}, commit ${commit}, Node ${process.versions.node}.`;
  const section = parts.find((part) => given.includes(`--${part}`)) ?? name;
  writeSection(path, section, [written, isPlain ? `\`\`\`text\n${output}\n\`\`\`` : output].join('\n\n'));
  spawnSync('npx', ['--no-install', 'oxfmt', path], { stdio: 'inherit' });
}

function git(...words) {
  return execFileSync('git', ['-C', here, ...words], { encoding: 'utf8' }).trim();
}

/** Whether what runs is not what the commit holds. Evidence may have been written before: no study reads it. */
function isChanged() {
  return git('status', '--porcelain', '--', '../../packages', '..', ':!../../packages/docs/evidence') !== '';
}
