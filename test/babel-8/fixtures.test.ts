import { createRequire } from 'node:module';
import budTrack from '@bud/babel';
import { expect, test } from 'vitest';
import { fixtureCases, projectRoot, type FixtureCase } from '../fixtures/fixture-case.ts';
import { expectedSpans } from '../fixtures/host-builds.ts';
import type { Observation } from '../fixtures/observe-module.ts';
import { observeRun } from '../fixtures/observe-run.ts';
import { recordSpans } from '../fixtures/record-spans.ts';
import { toRunnableModule } from '../fixtures/runnable-module.ts';
import { install } from '../install.mjs';

/** As much of Babel as is used here. */
interface Babel {
  readonly version: string;
  transformAsync(code: string, options: object): Promise<{ readonly code: string }>;
}

await install('test/babel-8');
const require = createRequire(import.meta.url);
const babel = (await import(require.resolve('@babel/core'))) as Babel;

/** Without a preset for JSX and for decorators, which Babel 8 has apart from these. */
const modules = fixtureCases.filter(
  ({ extension, code, isRunnable }) =>
    isRunnable && /^m?[jt]s$/.test(extension) && !/^\s*(?:export )?@\w|\baccessor\b|^export @/m.test(code),
);

test('Babel 8 records the spans of every fixture, and changes nothing while off', { timeout: 120_000 }, async () => {
  expect(babel.version).toMatch(/^8\./);
  const failed: unknown[] = [];
  for (const fixture of modules) {
    const plain = await observed(fixture, 'plain', []);
    const plugins = [[budTrack, { ...fixture.options, root: projectRoot }]];
    const on = await recordSpans(() => observed(fixture, 'on', plugins));
    const off = await observed(fixture, 'off', plugins);
    const actual = { off, on: on.result, spans: on.spans };
    const expected = { off: plain, on: plain, spans: expectedSpans(fixture) };
    if (JSON.stringify(actual) !== JSON.stringify(expected)) failed.push({ name: fixture.name, actual, expected });
  }
  expect(failed).toEqual([]);
  expect(modules.length).toBeGreaterThan(150);
});

async function observed(
  { name, file, code }: FixtureCase,
  run: string,
  plugins: readonly unknown[],
): Promise<Observation> {
  const compiled = await babel.transformAsync(code, {
    filename: `${projectRoot}/${file}`,
    root: projectRoot,
    cwd: projectRoot,
    babelrc: false,
    configFile: false,
    presets: [[require.resolve('@babel/preset-typescript'), { onlyRemoveTypeImports: true }]],
    plugins,
  });
  return observeRun(`babel-8/${run}/${name}`, await toRunnableModule(compiled.code, 'js'));
}
