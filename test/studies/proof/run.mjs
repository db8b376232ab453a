// Proof that instrumenting changes nothing: `npm run proof -- --help`. README.md says what is proven and how.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runMarks } from './marks/suite.mjs';
import { runPrograms } from './programs/suite.mjs';
import { bundleRuntime } from './runtime-bundle.mjs';
import { openSuites, runSuites } from './suites/suites.mjs';
import { printTable } from './table.mjs';
import { openCheckout } from './test262/checkout.mjs';
import { runTest262 } from './test262/suite.mjs';

const help = `Runs programs plain, instrumented with the runtime off, and instrumented while recording, and compares what they do.
Prints one table. The exit code is 1 when anything differs.

  npm run proof -- [options]

  --quick             500 programs and 500 files with marks, and nothing that needs a path
  --programs <n>      so many random programs (2000)
  --marks <n>         so many files with random marks (2000)
  --seed <n>          which ones (1)
  --test262 <path>    the language tests of a checkout of https://github.com/tc39/test262 as well
  --suites <folder>   the suites of real projects as well, of those whose checkouts are in the folder
  --only <string>     of those, only tests whose path, or projects whose name contains the string: --only expressions/class
  --jobs <n>          processes at a time (${availableParallelism()})
  --help              this text
`;

const options = readOptions();
if (options === null) process.exitCode = 2;
else if (options.help) process.stdout.write(help);
else process.exitCode = await main(options);

/** Children that run a program would outlive a process that is ended from outside. */
function endOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
}

async function main({ programs, marks, seed, jobs, test262, suites, only }) {
  endOnSignals();
  const rows = [];
  try {
    // A wrong path is said before the long work.
    const checkout = test262 === undefined ? null : openCheckout(test262, only);
    const checkouts = suites === undefined ? [] : openSuites(suites, only);
    await bundleRuntime();
    if (programs > 0) rows.push(await runPrograms({ count: programs, seed, jobs }));
    if (marks > 0) rows.push(await runMarks({ count: marks, seed }));
    if (checkout !== null) rows.push(await runTest262({ checkout, jobs }));
    rows.push(...(await runSuites({ checkouts, jobs })));
  } catch (error) {
    return complain(error.message);
  }
  printTable(rows);
  return rows.some(({ lost }) => lost.length > 0) ? 1 : 0;
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        programs: { type: 'string' },
        marks: { type: 'string' },
        seed: { type: 'string', default: '1' },
        test262: { type: 'string' },
        suites: { type: 'string' },
        only: { type: 'string', default: '' },
        jobs: { type: 'string', default: String(availableParallelism()) },
        help: { type: 'boolean', default: false },
      },
    });
    const count = values.quick ? '500' : '2000';
    return {
      ...values,
      programs: wholeNumber('programs', values.programs ?? count),
      marks: wholeNumber('marks', values.marks ?? count),
      seed: wholeNumber('seed', values.seed),
      jobs: Math.max(1, wholeNumber('jobs', values.jobs)),
      test262: values.quick ? undefined : values.test262,
      suites: values.quick ? undefined : values.suites,
    };
  } catch (error) {
    complain(error.message);
    return null;
  }
}

function wholeNumber(name, text) {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`--${name} is "${text}", accepted: a whole number`);
}

function complain(text) {
  console.error(`${text}; see npm run proof -- --help`);
  return 2;
}
