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

/** Tests are programs about the sources; they run as they are. */
const exclude = ['**/*.{test,spec,bench}.*', '**/{test,tests,__tests__,fixtures}/**', '**/*.d.ts'];

/**
 * Runs the suite of a checkout three times. Resolves to
 * `{ suite, version, commit, programs, plain, off, on, functions, refused, spans, complaints, regressions, excused, flaky,
 * stale }`, where `programs` counts the tests that ran and `plain`, `off`, `on` those that passed.
 */
export async function runSuite({ checkout, src, runner, args, workers, excused, timed }) {
  const run = runners[runner];
  const suite = { root: checkout, src, exclude, args, workers };
  await bundleRecording();
  const before = changesIn(checkout);
  const plain = withKeys(await run(suite, 'plain'));
  const off = withKeys(await run(suite, 'off'));
  const on = withKeys(await run(suite, 'on'));
  const mayDiffer = new Set([...excused, ...timed]);
  const found = [];
  for (const [mode, result] of Object.entries({ off, on })) {
    const lost = regressionsOf(plain, result).map((entry) => ({ mode, ...entry }));
    const suspects = lost.filter(({ key }) => !mayDiffer.has(key));
    const confirmed = await confirm(run, suite, mode, suspects);
    found.push(...lost.map((entry) => ({ ...entry, verdict: verdictOf(entry, mayDiffer, confirmed) })));
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
    refused: off.refused,
    spans: on.spans,
    complaints: on.complaints,
    regressions: found.filter(({ verdict }) => verdict === 'regression'),
    excused: found.filter(({ verdict }) => verdict === 'excused'),
    flaky: found.filter(({ verdict }) => verdict === 'flaky'),
    // An excuse that nobody needs any more has to leave the list.
    stale: excused.filter((key) => plain.states.has(key) && !found.some((entry) => entry.key === key)),
  };
}

function verdictOf({ key }, mayDiffer, confirmed) {
  if (mayDiffer.has(key)) return 'excused';
  return confirmed.has(key) ? 'regression' : 'flaky';
}

/** Runs the files of what failed again, plain and tracked, and gives what failed the same way twice. */
async function confirm(run, suite, mode, suspects) {
  if (suspects.length === 0) return new Set();
  const files = [...new Set(suspects.map(({ file }) => file).filter(Boolean))];
  const plain = withKeys(await run(suite, 'plain', files));
  const again = regressionsOf(plain, withKeys(await run(suite, mode, files)));
  return new Set(again.map(({ key }) => key));
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
