import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import type { Options } from '@bud/unplugin';
import rolldownTrack from '@bud/unplugin/rolldown';
import rollupTrack from '@bud/unplugin/rollup';
import rspackTrack from '@bud/unplugin/rspack';
import viteTrack from '@bud/unplugin/vite';
import webpackTrack from '@bud/unplugin/webpack';
import { rspack } from '@rspack/core';
import { transform } from 'esbuild';
import { rolldown } from 'rolldown';
import { rollup, type Plugin } from 'rollup';
import { build as buildVite, createLogger } from 'vite';
import { expect, test } from 'vitest';
import webpack from 'webpack';
import { createProject } from '../../../test/hosts/project.ts';
import { runWebpack, webpackOptions } from '../../../test/hosts/build/webpack-output.ts';

/** esbuild drops comments before statements and keeps those of class members. */
const strip = async (code: string, id: string) => {
  const stripped = await transform(code, { loader: 'ts', sourcefile: id, sourcemap: true });
  return { code: stripped.code, map: stripped.map };
};
const stripsFirst: Plugin = {
  name: 'strips-first',
  transform: { order: 'pre', handler: strip },
};
const stripsWhileLoading: Plugin = {
  name: 'strips-while-loading',
  load: async (id) => (id.endsWith('.ts') ? await strip(await readFile(id, 'utf8'), id) : null),
};
const stripLoader = fileURLToPath(new URL('../../../test/hosts/strip-types-loader.cjs', import.meta.url));

type Build = (root: string, options: Options) => Promise<readonly string[]>;

const external = ['@bud/runtime'];

const rollupLike = (plugin: Plugin): Readonly<Record<string, Build>> => ({
  async rollup(root, options) {
    const warnings: string[] = [];
    await rollup({
      input: join(root, 'src/main.ts'),
      external,
      plugins: [plugin, rollupTrack({ root, ...options })],
      onLog: (_level, { message }) => void warnings.push(message),
    });
    return warnings;
  },
  async rolldown(root, options) {
    const warnings: string[] = [];
    await using bundle = await rolldown({
      cwd: root,
      input: 'src/main.ts',
      external,
      // Proof of the cast: the hooks that are used here are the same.
      plugins: [plugin as never, rolldownTrack(options)],
      onLog: (_level, { message }) => void warnings.push(message),
    });
    await bundle.generate();
    return warnings;
  },
  async vite(root, options) {
    const warnings: string[] = [];
    const customLogger = createLogger('silent');
    customLogger.warn = (text) => void warnings.push(text);
    await buildVite({
      root,
      configFile: false,
      logLevel: 'silent',
      customLogger,
      // Proof of the cast: as above.
      plugins: [{ ...plugin, enforce: 'pre' } as never, viteTrack(options)],
      build: { ssr: 'src/main.ts', write: false, rolldownOptions: { external } },
    });
    return warnings;
  },
});

const loaders: Readonly<Record<string, Build>> = {
  async webpack(root, options) {
    const input = { root, entries: { main: 'src/main.ts' }, options };
    const { warnings } = await runWebpack(input, () =>
      webpack({
        ...webpackOptions(input),
        experiments: { outputModule: true },
        module: { rules: [{ test: /\.ts$/, enforce: 'pre', use: stripLoader }] },
        plugins: [webpackTrack(options)],
      }),
    );
    return warnings.map(({ text }) => text);
  },
  async rspack(root, options) {
    const input = { root, entries: { main: 'src/main.ts' }, options };
    const { warnings } = await runWebpack(input, () =>
      rspack({
        ...webpackOptions(input),
        module: {
          rules: [
            {
              test: /\.ts$/,
              enforce: 'pre',
              loader: 'builtin:swc-loader',
              options: {
                minify: true,
                jsc: { parser: { syntax: 'typescript' }, minify: { format: { comments: false } } },
              },
            },
          ],
        },
        plugins: [rspackTrack(options)],
      }),
    );
    return warnings.map(({ text }) => stripVTControlCharacters(text));
  },
};

const hosts: Readonly<Record<string, Build>> = {
  ...Object.fromEntries(Object.entries(rollupLike(stripsFirst)).map(([name, build]) => [`${name}, transform`, build])),
  ...Object.fromEntries(
    Object.entries(rollupLike(stripsWhileLoading)).map(([name, build]) => [`${name}, load`, build]),
  ),
  ...loaders,
};

const lost = (warnings: readonly string[]) => warnings.filter((text) => text.includes('BUD402'));

const files = {
  'src/main.ts': `export const a = '💶';
/** @track type=tool */
export async function pay(key: string): Promise<string> {
  return key;
}
export * from './other.ts';
`,
  // A mark in a string is not one, and what was never marked cannot be lost.
  'src/other.ts': "export const other: string = '/** @track */';\nexport function plain(): void {}\n",
};

test.each(Object.entries(hosts))('%s: a mark that is dropped before', async (name, build) => {
  using project = createProject(files);
  const warnings = lost(await build(project.root, {}));
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain('the mark on pay is in the file, but was dropped before Bud Track saw it');
  // Whoever loads a file comes first, wherever it stands.
  expect(warnings[0]).toMatch(
    name.endsWith(', load')
      ? /Keep comments in strips-while-loading, which comes before every plugin\./
      : /Run Bud Track first, or keep comments in (?:strips-|.*strip-types-loader\.cjs|builtin:swc-loader)/,
  );
});

test.each(Object.entries(hosts))('%s: nothing is lost that no longer counts', async (_name, build) => {
  using project = createProject(files);
  expect(lost(await build(project.root, { types: ['llm'] }))).toEqual([]);
  expect(lost(await build(project.root, { exclude: 'src/main.ts' }))).toEqual([]);
  project.write({ 'src/main.ts': `// @track-file off\n${files['src/main.ts']}` });
  expect(lost(await build(project.root, {}))).toEqual([]);
});

test('what is kept is not lost, and what is left out altogether neither', async () => {
  const kept = `/** @track */
export function kept() {}
`;
  using project = createProject({
    'src/main.ts': `${kept}/* #if DEBUG */ /** @track */ export function debug() {} /* #endif */\n`,
  });
  const leavesOut: Plugin = {
    name: 'leaves-out',
    transform: { order: 'pre', handler: (code) => `/* a banner */${code.replace(/\/\* #if.+#endif \*\//, '')}` },
  };
  for (const build of Object.values(rollupLike(leavesOut))) expect(lost(await build(project.root, {}))).toEqual([]);
});

test('one mark of two', async () => {
  using project = createProject({
    'src/main.ts':
      '/** @track */\nexport class Agent {\n  /** @track type=tool */\n  run() {}\n}\n/** @track */\nexport function pay() {}\n',
  });
  for (const build of Object.values(rollupLike(stripsFirst))) {
    const warnings = lost(await build(project.root, {}));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('the mark on pay');
  }
});
