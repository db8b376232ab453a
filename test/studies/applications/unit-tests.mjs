// The applications whose own unit tests are run, and how: `folder` is the package that has them, `args` what its script
// gives to vitest. A test that is `timed` waits for a moment and not for an event, and may miss it where a machine is slow; one
// that is `excused` looks at what recording does change.
import { join } from 'node:path';
import { realpathSync } from 'node:fs';
import { markdown } from '../markdown.mjs';
import { runSuite } from '../proof/suites/run-suite.mjs';

const unitTests = [
  {
    repository: 'langchain-ai/langchainjs',
    folder: 'libs/langchain-core',
    src: ['src/**'],
    // Left out: what asks servers outside for thirty seconds, and the tests of types, which nothing is run for.
    args: [
      '--typecheck.enabled=false',
      ...['count_tokens', 'tracer'].flatMap((name) => ['--exclude', `**/${name}.test.ts`]),
    ],
  },
  {
    repository: 'openai/openai-agents-js',
    folder: '.',
    src: ['packages/*/src/**'],
    args: ['--mode', 'full', '--project', '@openai/agents-core'],
    // It counts ticks: which of two chains of calls is ahead when both are let go. A recorded call takes one more.
    excused: [
      '@openai/agents-core > packages/agents-core/test/runner/toolExecution.test.ts > executeShellActions > executeFunctionToolCalls > reserves a capped worker failure before another worker takes queued work',
    ],
  },
  {
    repository: 'modelcontextprotocol/typescript-sdk',
    folder: 'packages/core-internal',
    src: ['src/**'],
    args: [],
    timed: [
      'test/shared/protocolTransportHandling.test.ts > Protocol transport handling bug > demonstrates the timing issue with multiple rapid connections',
    ],
  },
];

/** Runs them in the checkouts below `checkouts`, `<owner>/<name>` each. Resolves to the exit code. */
export async function runUnitTests(checkouts, only) {
  const chosen = unitTests.filter(({ repository }) => only?.includes(repository.split('/')[1]) ?? true);
  const rows = [];
  for (const suite of chosen) {
    const row = { ...suite, ...(await run(suite, checkouts)) };
    process.stderr.write(`${lineOf(row).join(', ')}\n`);
    rows.push(row);
  }
  print(rows);
  return rows.length > 0 && rows.every(isWhole) ? 0 : 1;
}

function run({ repository, folder, src, args, excused = [], timed = [] }, checkouts) {
  const checkout = realpathSync(join(checkouts, repository, folder));
  return runSuite({ checkout, src, runner: 'vitest', args, excused, timed, workers: 2 });
}

/** A run that tracked or recorded nothing says nothing of the tests. */
function isWhole({ functions, spans, unread, regressions }) {
  return functions > 0 && spans > 0 && unread.length === 0 && regressions.length === 0;
}

function lineOf({ repository, folder, commit, args, functions, spans, programs, plain, off, on, regressions }) {
  const counts = [functions, spans, programs, plain, off, on, regressions.length];
  const command = `\`vitest ${['run', ...args].join(' ')}\`${folder === '.' ? '' : ` in \`${folder}\``}`;
  return [repository, commit, command, ...counts.map((count) => count.toLocaleString('en'))];
}

function print(rows) {
  const head = ['application', 'commit', 'command', 'functions', 'spans', 'tests', 'plain', 'off', 'on', 'lost'];
  console.log(markdown([head, ...rows.map(lineOf)], 'lllrrrrrrr'));
  for (const { repository, regressions, flaky, excused, unread } of rows) {
    for (const { mode, key, reason } of regressions) console.log(`\n- ${repository}, ${mode}, lost: ${key}: ${reason}`);
    for (const { mode, key } of flaky) console.log(`\n- ${repository}, ${mode}, fails plain as well: ${key}`);
    for (const { mode, key } of excused) console.log(`\n- ${repository}, ${mode}, not counted as lost: ${key}`);
    for (const text of unread) console.log(`\n- ${repository}, not read: ${text}`);
  }
}
