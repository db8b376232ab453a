// Runs a project's own test suite with every function of its sources tracked:
// node test/proof/suite.mjs <checkout> [--src 'src/**'] [--runner vitest] [--workers 2] [--json] [-- <runner arguments>]
import { realpathSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { printSuite } from './suites/print-suite.mjs';
import { runSuite } from './suites/run-suite.mjs';

const separator = process.argv.indexOf('--');
const own = process.argv.slice(2, separator === -1 ? undefined : separator);
const { values, positionals } = parseArgs({
  args: own,
  allowPositionals: true,
  options: {
    src: { type: 'string', multiple: true, default: ['src/**'] },
    runner: { type: 'string', default: 'vitest' },
    workers: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
  },
});
const row = await runSuite({
  checkout: realpathSync(positionals[0]),
  src: values.src,
  runner: values.runner,
  workers: Number(values.workers),
  args: separator === -1 ? [] : process.argv.slice(separator + 1),
});
if (values.json) console.log(JSON.stringify(row, null, 2));
else printSuite(row);
process.exitCode = row.regressions.length === 0 ? 0 : 1;
