import { expect, test } from 'vitest';
import { createApp, runnableCases } from './app.ts';
import { bundleInside } from './bundle-inside.ts';
import type { FixtureRun } from './inside/run-fixtures.ts';
import { judge, type Verdict } from './judge.ts';
import { startFiles } from './start-files.ts';

// The matrix itself needs the other runtimes: `npm run runtimes`. Here it is this Node, with what it must notice.
const runs = { whole: await runOn([]), contextless: await runOn(['--no-context-manager']) };

test('finds nothing wrong with this Node', () => {
  for (const verdict of verdicts(runs.whole, true)) expect(verdict).toEqual(passed(verdict.name));
});

test('excuses lost parents only where nothing follows a program across its awaits', () => {
  const lost = ['async-generator/parent-of-calls', 'nesting/across-awaits', 'nesting/concurrent-calls'];
  expect(namesOfFailed(verdicts(runs.contextless, false))).toEqual([]);
  expect(namesOfFailed(verdicts(runs.contextless, true))).toEqual(lost);
  // The other way round: all parents where they are not expected is not what was promised either.
  expect(namesOfFailed(verdicts(runs.whole, false))).toEqual(lost);
});

test.each([
  ['another result while off', { off: { value: 1 } }, 'off'],
  ['another result while on', { on: { error: 'Error: no' } }, 'on'],
  ['a failure inside tracking', { failureCount: 1 }, 'on'],
  ['a missing span', { spans: [] }, 'on'],
] as const)('notices %s', (_what, change, mode) => {
  const [fixture, run] = [runnableCases[0], runs.whole[0]];
  if (fixture === undefined || run === undefined) throw new Error('no fixture was run');
  const verdict = judge(fixture, { ...run, ...change }, run, { hasContextManager: true });
  expect(verdict).toMatchObject({ off: true, on: true, [mode]: false, regressions: [expect.any(String)] });
});

test('compares a runtime that has its own way with itself', () => {
  const [fixture, run] = [runnableCases[0], runs.whole[0]];
  if (fixture === undefined || run === undefined) throw new Error('no fixture was run');
  const own = { error: 'Error: no such thing' };
  const verdict = judge(fixture, { ...run, plain: own, off: own, on: own }, run, { hasContextManager: true });
  expect(verdict).toMatchObject({ plain: false, ownWay: expect.stringContaining('no such thing'), regressions: [] });
});

async function runOn(args: readonly string[]): Promise<readonly FixtureRun[]> {
  using app = await createApp();
  const json = await startFiles(app, await bundleInside(app, 'files', '2.x'), process.execPath, [[], args]);
  return JSON.parse(json) as readonly FixtureRun[]; // `runFixtures` made it
}

function verdicts(some: readonly FixtureRun[], hasContextManager: boolean): readonly Verdict[] {
  return runnableCases.map((fixture, index) => {
    const [here, there] = [some[index], runs.whole[index]];
    if (here === undefined || there === undefined) throw new Error(`${fixture.name} was not run`);
    return judge(fixture, here, there, { hasContextManager });
  });
}

function namesOfFailed(some: readonly Verdict[]): readonly string[] {
  return some.filter(({ regressions }) => regressions.length > 0).map(({ name }) => name);
}

function passed(name: string): Verdict {
  return { name, plain: true, off: true, on: true, regressions: [] };
}
