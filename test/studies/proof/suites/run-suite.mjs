// One project's suite: plain, tracked without a recorder, tracked with one; and what became of every test.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runJest } from './jest.mjs';
import { nodeRunner } from './node.mjs';
import { bundleRecording } from './recording-bundle.mjs';
import { regressionsOf, withKeys } from './regressions.mjs';
import { runVitest } from './vitest.mjs';

/** By name: what runs a suite in one mode. */
export const runners = { vitest: runVitest, jest: runJest, mocha: nodeRunner('mocha'), node: nodeRunner('node') };

const plainRepeats = 3;
/** A suite that takes so many times as long as plain hangs. */
const timesAsLong = 20;
/** Plain may have had a machine for itself that others share afterwards: less than this says nothing. */
const leastLimitMs = 900_000;

/** Tests are programs about the sources; they run as they are. */
const exclude = ['**/*.{test,spec,bench}.*', '**/{test,tests,__tests__,fixtures}/**', '**/*.d.ts'];

/**
 * Runs the suite of a checkout three times. Resolves to
 * `{ suite, version, commit, programs, plain, off, on, functions, refused, unread, spans, complaints, regressions, excused,
 * flaky, stale }`, where `programs` counts the tests that ran, `plain`, `off`, `on` those that passed, and `unread` are the
 * files that the compiler could not read or write.
 */
export async function runSuite({ checkout, src, runner, args, workers, excused, timed }) {
  const run = runners[runner];
  const suite = { root: checkout, src, exclude, args, workers };
  await bundleRecording();
  const before = changesIn(checkout);
  const startedMs = Date.now();
  const plain = withKeys(await run(suite, 'plain'));
  const tracked = { ...suite, limitMs: Math.max(leastLimitMs, timesAsLong * (Date.now() - startedMs)) };
  const off = withKeys(await run(tracked, 'off'));
  const on = withKeys(await run(tracked, 'on'));
  const mayDiffer = new Set([...excused, ...timed]);
  const found = [];
  for (const [mode, result] of Object.entries({ off, on })) {
    const lost = regressionsOf(plain, result).map((entry) => ({ mode, ...entry }));
    const suspects = lost.filter(({ key }) => !mayDiffer.has(key));
    const flaky = await failingPlain(run, suite, suspects);
    found.push(...lost.map((entry) => ({ ...entry, verdict: verdictOf(entry, mayDiffer, flaky) })));
  }
  const after = changesIn(checkout);
  if (after !== before) throw new Error(`the run changed files of ${checkout}:\n${after}`);
  return {
    suite: basename(checkout),
    ...identity(checkout),
    programs: plain.ran,
    plain: plain.passed,
    off: off.passed,
    on: on.passed,
    functions: off.functions,
    refused: off.refused.filter((text) => !isUnread(text)),
    unread: off.refused.filter(isUnread),
    spans: on.spans,
    complaints: on.complaints,
    regressions: found.filter(({ verdict }) => verdict === 'regression'),
    excused: found.filter(({ verdict }) => verdict === 'excused'),
    flaky: found.filter(({ verdict }) => verdict === 'flaky'),
    // An excuse that nobody needs any more has to leave the list.
    stale: excused.filter((key) => plain.states.has(key) && !found.some((entry) => entry.key === key)),
  };
}

/** Every function of such a file is left alone: that proves nothing of them. */
function isUnread(text) {
  return /^BUD00[12]\b/.test(text);
}

function verdictOf({ key }, mayDiffer, flaky) {
  if (mayDiffer.has(key)) return 'excused';
  return flaky.has(key) ? 'flaky' : 'regression';
}

/**
 * Runs the files of what was lost a few times more, plain, and gives what fails there too. A test is flaky where it fails
 * without any of ours; that it passes tracked, another time, says nothing: what is lost once is lost.
 */
async function failingPlain(run, suite, suspects) {
  const files = [...new Set(suspects.map(({ file }) => file).filter(Boolean))];
  const failing = new Set();
  for (let repeat = 0; repeat < plainRepeats && suspects.length > 0; repeat++) {
    const { states } = withKeys(await run(suite, 'plain', files));
    for (const { key } of suspects) if (states.get(key)?.state === 'failed') failing.add(key);
  }
  return failing;
}

function identity(checkout) {
  const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
  return { version: version ?? null, commit: git(checkout, 'rev-parse', '--short=10', 'HEAD') };
}

function changesIn(checkout) {
  return git(checkout, 'status', '--porcelain');
}

function git(checkout, ...args) {
  return execFileSync('git', ['-C', checkout, ...args], { encoding: 'utf8' }).trim();
}
