import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { fixtureCases, type FixtureCase } from '../fixtures/fixture-case.ts';
import { expectedSpans } from '../fixtures/host-builds.ts';
import { observeRun } from '../fixtures/observe-run.ts';
import { toRunnableModule } from '../fixtures/runnable-module.ts';
import { nodes, type Node } from './nodes.ts';
import type { FixtureRun } from './run-fixtures.ts';
import { createLoaderProject, runLoader } from './run-program.ts';

const cases = fixtureCases.filter(({ isRunnable }) => isRunnable);

/** Below `node_modules`, where the loader leaves it alone: some fixtures have rules for every file. */
const runner = 'node_modules/run-fixtures/run.mjs';
let runnerCode = '';
const plainRuns = new Map<string, unknown>();

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('run-fixtures.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    external: ['@bud/runtime'],
    banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
  });
  runnerCode = outputFiles[0]?.text ?? '';
  for (const { name, code, extension } of cases) {
    plainRuns.set(name, await observeRun(`loader/${name}`, await toRunnableModule(code, extension)));
  }
}, 120_000);

// One Node for each of the two ways to install hooks; that they are the same on all is shown by the programs.
describe.each([...new Set([nodes[0], nodes.at(-1)])].filter((node) => node !== undefined))('$name', (node) => {
  test('records the spans of every fixture', { timeout: 300_000 }, async ({ task }) => {
    const failed: unknown[] = [];
    for (const group of groupsOfOptions()) {
      const runs = await runFixtures(node, group, {});
      for (const fixture of group) {
        const expected = { observation: plainRuns.get(fixture.name), spans: expectedSpans(fixture) };
        const actual = runs[fixture.file];
        if (JSON.stringify(actual) !== JSON.stringify(expected)) failed.push({ name: fixture.name, actual, expected });
      }
    }
    const passed = cases.length - failed.length;
    task.meta.matrixRow = { host: `loader, ${node.name}`, cases: cases.length, passed };
    expect(failed).toEqual([]);
  });

  test('off: every fixture does the same, and nothing is recorded', { timeout: 120_000 }, async () => {
    const runs = await runFixtures(node, cases, { BUD_TRACK: 'off' });
    const expected = cases.map(({ name, file }) => [file, { observation: plainRuns.get(name), spans: [] }]);
    expect(runs).toEqual(Object.fromEntries(expected));
  });
});

/** A process has one configuration: fixtures that ask for the same share one. */
function groupsOfOptions(): readonly (readonly FixtureCase[])[] {
  const groups = new Map<string, FixtureCase[]>();
  for (const fixture of cases) {
    const key = JSON.stringify(fixture.options);
    groups.set(key, [...(groups.get(key) ?? []), fixture]);
  }
  return [...groups.values()];
}

async function runFixtures(
  node: Node,
  group: readonly FixtureCase[],
  env: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, FixtureRun>>> {
  const { root: _root, ...options } = group[0]?.options ?? {};
  using project = createLoaderProject({
    ...Object.fromEntries(group.map(({ file, code }) => [file, code])),
    [runner]: runnerCode,
    'bud.track.config.json': JSON.stringify(options),
  });
  const { output, errors, status } = await runLoader(node, project, [runner, ...group.map(({ file }) => file)], env);
  if (status !== 0) throw new Error(errors);
  // Proof of the cast: `run-fixtures.ts` printed it.
  return JSON.parse(output) as Readonly<Record<string, FixtureRun>>;
}
