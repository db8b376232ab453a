import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { gate, type Gate } from '@bud/runtime';
import { site } from './site.ts';
import { traced } from './tracing.ts';

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
  expect(copy.exports.call(site('other-copy', 'sync'), () => 5, undefined, [])).toBe(5);
  expect(trace.tree()).toEqual(['other-copy < -']);
});

it('runs everything untracked while no recorder is installed', () => {
  function* two(): Generator<number> {
    yield 1;
    yield 2;
  }
  expect(gate.on).toBe(false);
  expect(gate.enter(site('a', 'sync'))).toBe(false);
  expect(gate.call(site('a', 'sync'), (x: number) => x + 1, undefined, [1])).toBe(2);
  expect([...(gate.iterate(site('a', 'generator'), two, undefined, []) as Generator<number>)]).toEqual([1, 2]);
});
