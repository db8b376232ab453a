// Runs a project's own test suite with every function of its sources tracked:
// node test/proof/suite.mjs <checkout> [--src 'src/**'] [--runner vitest] [--workers 2] [--json] [-- <runner arguments>]
import { realpathSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { settingsOf } from './suites/projects.mjs';
import { printSuite } from './suites/print-suite.mjs';
import { runSuite } from './suites/run-suite.mjs';

const separator = process.argv.indexOf('--');
const own = process.argv.slice(2, separator === -1 ? undefined : separator);
const { values, positionals } = parseArgs({
  args: own,
  allowPositionals: true,
  options: {
    src: { type: 'string', multiple: true },
    runner: { type: 'string' },
    workers: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
  },
});
const checkout = realpathSync(positionals[0]);
const settings = settingsOf(checkout);
const row = await runSuite({
  ...settings,
  checkout,
  src: values.src ?? settings.src,
  runner: values.runner ?? settings.runner,
  workers: Number(values.workers),
  args: separator === -1 ? settings.args : process.argv.slice(separator + 1),
});
if (values.json) console.log(JSON.stringify(row, null, 2));
else printSuite(row);
process.exitCode = row.regressions.length === 0 ? 0 : 1;
