import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { gate, type Gate } from '@bud/runtime';
import { site } from './site.ts';
import { traced } from './tracing.ts';
import { startTracking } from '@bud/runtime/otel';

const source = fileURLToPath(new URL('../src/index.ts', import.meta.url));

/** Bundles a program that has the gate and nothing else of ours. */
async function bundle(code: string, format: 'esm' | 'cjs' = 'esm'): Promise<string> {
  const stdin = { contents: code.replace('@bud/runtime', source), resolveDir: '/' };
  const { outputFiles } = await build({ stdin, bundle: true, write: false, minify: true, format, logLevel: 'silent' });
  return outputFiles[0]!.text;
}

it('costs an application that never records under 500 bytes', async () => {
  const text = await bundle("import { gate } from '@bud/runtime'; globalThis.f = () => gate.on && gate.enter(1);");
  expect(gzipSync(text).length).toBeLessThan(500);
});

it('leaves nothing behind where nothing uses it', async () => {
  expect((await bundle("import { gate } from '@bud/runtime'; export const x = 1;")).length).toBe(
    (await bundle('export const x = 1;')).length,
  );
});

it('is shared by all copies of the package', async () => {
  const code = "import { gate } from '@bud/runtime'; module.exports = gate;";
  const copy = { exports: {} as Gate };
  // oxlint-disable-next-line no-implied-eval -- a second copy, loaded the way CommonJS would
  new Function('module', await bundle(code, 'cjs'))(copy);
  expect(copy.exports).toBe(gate);
  const trace = traced();
  copy.exports.handed = [site('other-copy', 'sync'), () => 5, undefined];
  expect(copy.exports.call()).toBe(5);
  expect(trace.tree()).toEqual(['other-copy < -']);
});

it('has nothing but the switch and `apply` while no recorder is installed, and none of it again once one has stopped', () => {
  const isAsleep = (): boolean =>
    !gate.on && gate.enter === undefined && gate.call === undefined && gate.begin === undefined;
  expect(gate.on).toBe(false);
  traced();
  expect(gate.on).toBe(true);
  startTracking().stop();
  expect(isAsleep()).toBe(true);
  expect(gate.apply((x: number) => x + 1, undefined, [1])).toBe(2);
});

it('lets instrumented functions run untracked while no recorder is installed', () => {
  const S = site('a', 'sync');
  function double(x: number): number {
    if (gate.on && gate.enter(S)) throw new Error('entered');
    return x * 2;
  }
  function two(): Generator<number> {
    const body = function* (): Generator<number> {
      yield 1;
      yield 2;
    };
    return gate.on ? (gate.iterate() as unknown as Generator<number>) : gate.apply(body, undefined, []);
  }
  expect(gate.on).toBe(false);
  expect(double(1)).toBe(2);
  expect([...two()]).toEqual([1, 2]);
});
