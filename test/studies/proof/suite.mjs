// Runs a project's own test suite with every function of its sources tracked: `node test/studies/proof/suite.mjs --help`.
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { printSuite } from './suites/print-suite.mjs';
import { settingsOf } from './suites/projects.mjs';
import { runSuite, runners } from './suites/run-suite.mjs';

const help = `Runs the tests of a project plain, tracked with the runtime off, and tracked while recording.
Prints what became of them. The exit code is 1 when a test was lost.

  node test/studies/proof/suite.mjs <checkout> [options] [-- <arguments of the runner>]

  --src <glob>        what is tracked, may be repeated (src/**)
  --runner <name>     ${Object.keys(runners).join(', ')} (vitest)
  --workers <n>       processes at a time (2)
  --json              all that is known of the run
  --help              this text

A project that suites/projects.mjs knows needs no options.
`;

const separator = process.argv.indexOf('--');
try {
  const { checkout, isJson, ...suite } = readArguments();
  if (checkout === undefined) process.stdout.write(help);
  else await main({ checkout, ...suite }, isJson);
} catch (error) {
  console.error(`${error.message}; see node test/studies/proof/suite.mjs --help`);
  process.exitCode = 2;
}

async function main(suite, isJson) {
  const row = await runSuite(suite);
  if (isJson) console.log(JSON.stringify(row, null, 2));
  else printSuite(row);
  process.exitCode = row.regressions.length === 0 && row.unread.length === 0 && row.stale.length === 0 ? 0 : 1;
}

function readArguments() {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2, separator === -1 ? undefined : separator),
    allowPositionals: true,
    options: {
      src: { type: 'string', multiple: true },
      runner: { type: 'string' },
      workers: { type: 'string', default: '2' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return {};
  const [path = '.'] = positionals;
  if (!existsSync(join(path, 'package.json'))) throw new Error(`${path} is no project: it has no package.json`);
  const checkout = realpathSync(path);
  const settings = settingsOf(checkout);
  const { src = settings.src, runner = settings.runner } = values;
  if (!(runner in runners)) throw new Error(`--runner is "${runner}", accepted: ${Object.keys(runners).join(', ')}`);
  const args = separator === -1 ? settings.args : process.argv.slice(separator + 1);
  return { ...settings, checkout, src, runner, args, workers: Number(values.workers), isJson: values.json };
}
