// Proof that instrumenting changes nothing: `npm run proof -- --help`. README.md says what is proven and how.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runFixtures } from './fixtures/suite.mjs';
import { runMarks } from './marks/suite.mjs';
import { openMutants, runMutants } from './mutants/suite.mjs';
import { runPrograms } from './programs/suite.mjs';
import { bundleRuntime } from './runtime-bundle.mjs';
import { openSuites, runOneSuite } from './suites/suites.mjs';
import { printMutants, printTable } from './table.mjs';
import { openCheckout } from './test262/checkout.mjs';
import { runTest262 } from './test262/suite.mjs';

const help = `Runs programs plain, instrumented with the runtime off, and instrumented while recording, and compares what they do.
Prints one table. The exit code is 1 when anything differs.

  npm run proof -- [options]

  --quick             500 programs and 500 files with marks, and nothing that needs a path
  --programs <n>      so many random programs (2000)
  --marks <n>         so many files with random marks (2000)
  --seed <n>          which ones (1)
  --mutants           instead, whether it finds faults that are put into copies of the compiler and the recorder
  --test262 <path>    the language tests of a checkout of https://github.com/tc39/test262 as well
  --suites <folder>   the suites of real projects as well, of those whose checkouts are in the folder
  --only <string>     of those, only tests whose path, or projects and mutants whose name contains the string:
                      --only expressions/class
  --stop-at-first     ends with the first difference, and does not look for a smaller program
  --timeout <s>       how long a program may take (10)
  --json              the rows of the table, with all that is known of each
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

async function main(given) {
  endOnSignals();
  try {
    return given.mutants ? await proveMutants(given) : await prove(given);
  } catch (error) {
    return complain(error.message);
  }
}

async function prove({ programs, marks, seed, jobs, test262, suites, only, timeoutMs, stopsAtFirst, json }) {
  // A wrong path is said before the long work.
  const checkout = test262 === undefined ? null : openCheckout(test262, only);
  const checkouts = suites === undefined ? [] : openSuites(suites, only);
  await bundleRuntime();
  const parts = [
    programs > 0 && (() => runPrograms({ count: programs, seed, jobs, timeoutMs, stopsAtFirst })),
    marks > 0 && (() => runMarks({ count: marks, seed, timeoutMs })),
    () => runFixtures(),
    checkout !== null && (() => runTest262({ checkout, jobs })),
    ...checkouts.map((one) => () => runOneSuite({ checkout: one, jobs })),
  ];
  const rows = [];
  for (const part of parts.filter(Boolean)) {
    rows.push(await part());
    if (stopsAtFirst && rows.at(-1).lost.length > 0) break;
  }
  if (json) console.log(JSON.stringify(rows, null, 2));
  else printTable(rows);
  return rows.some(({ lost }) => lost.length > 0) ? 1 : 0;
}

async function proveMutants({ only, seed, jobs }) {
  const results = await runMutants({ chosen: openMutants(only), seed, jobs });
  printMutants(results);
  return results.every(({ found }) => found !== null) ? 0 : 1;
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
        mutants: { type: 'boolean', default: false },
        'stop-at-first': { type: 'boolean', default: false },
        timeout: { type: 'string', default: '10' },
        json: { type: 'boolean', default: false },
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
      timeoutMs: 1000 * Math.max(1, wholeNumber('timeout', values.timeout)),
      stopsAtFirst: values['stop-at-first'],
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
