import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import rolldownTrack from '@bud/unplugin/rolldown';
import rollupTrack from '@bud/unplugin/rollup';
import rspackTrack from '@bud/unplugin/rspack';
import webpackTrack from '@bud/unplugin/webpack';
import { rspack } from '@rspack/core';
import { rolldown } from 'rolldown';
import { rollup } from 'rollup';
import { expect, test } from 'vitest';
import webpack from 'webpack';
import type { BuiltModule } from '../hosts/host.ts';
import { esbuildHost } from '../hosts/build/esbuild.ts';
import { createProject } from '../hosts/project.ts';
import { entryModules } from '../hosts/build/rollup-output.ts';
import { stripTypes } from '../hosts/strip-types.mjs';
import { runWebpack, webpackOptions } from '../hosts/build/webpack-output.ts';
import { positionsInSource, positionsOfErrors } from './positions.ts';
import { throwingModule } from './throwing-module.ts';

// A step of the user's that runs even before the plugin, here one that strips types: the plugin is given its output and
// has to chain its map. Comments are gone by then, so rules do the tracking.
const options = { rules: [{ functions: ['*'], type: 'all' }] };
const external = ['@bud/runtime'];
const earlier = {
  name: 'earlier',
  transform: { order: 'pre' as const, filter: { id: /\.ts$/ }, handler: stripTypes },
};
const earlierLoader = {
  test: /\.ts$/,
  enforce: 'pre' as const,
  type: 'javascript/auto',
  use: fileURLToPath(new URL('../hosts/strip-types-loader.cjs', import.meta.url)),
};

type Build = (root: string) => Promise<BuiltModule | undefined>;

const builders: Readonly<Record<'rollup' | 'rolldown' | 'webpack' | 'rspack', Build>> = {
  async rollup(root) {
    const plugins = [earlier, rollupTrack({ ...options, root })];
    const bundle = await rollup({ input: join(root, 'src/main.ts'), external, plugins });
    return entryModules((await bundle.generate({ dir: join(root, 'out'), sourcemap: true })).output)['main'];
  },
  async rolldown(root) {
    const plugins = [earlier, rolldownTrack(options)];
    await using bundle = await rolldown({ cwd: root, input: 'src/main.ts', external, plugins });
    return entryModules((await bundle.generate({ dir: 'out', sourcemap: true })).output)['main'];
  },
  async webpack(root) {
    const input = { root, entries: { main: 'src/main.ts' }, sourcemap: true };
    const module = { rules: [earlierLoader] };
    const plugins = [webpackTrack(options)];
    const create = () => webpack({ ...webpackOptions(input), experiments: { outputModule: true }, module, plugins });
    return (await runWebpack(input, create)).modules['main'];
  },
  async rspack(root) {
    const input = { root, entries: { main: 'src/main.ts' }, sourcemap: true };
    const create = () =>
      rspack({ ...webpackOptions(input), module: { rules: [earlierLoader] }, plugins: [rspackTrack(options)] });
    return (await runWebpack(input, create)).modules['main'];
  },
};

test.each(Object.entries(builders))('%s chains the map of a step before', async (_name, build) => {
  using project = createProject({ 'src/main.ts': throwingModule });
  const built = await build(project.root);
  if (built === undefined) throw new Error('nothing was built');
  expect(built.code).toContain('type: "all"');
  expect(await positionsOfErrors(project, built)).toEqual(positionsInSource('new Error'));
});

test.each(['beside it', 'inside it'])('esbuild chains the map that a file brings %s', async (place) => {
  const { code, map } = await stripTypes(throwingModule, 'main.ts');
  const url = place === 'beside it' ? 'main.js.map' : `data:application/json;base64,${btoa(map)}`;
  using project = createProject({ 'src/main.js': `${code}\n//# sourceMappingURL=${url}\n`, 'src/main.js.map': map });
  const input = { root: project.root, entries: { main: 'src/main.js' }, options, sourcemap: true };
  const built = (await esbuildHost.build(input)).modules['main'];
  if (built === undefined) throw new Error('nothing was built');
  expect(built.code).toContain('type: "all"');
  expect(await positionsOfErrors(project, built)).toEqual(positionsInSource('new Error'));
});

test.each(['missing.map', 'data:application/json,{'])(
  'esbuild goes on without a map that cannot be read: %s',
  async (url) => {
    using project = createProject({
      'src/main.js': `/** @track */ export const run = () => [];\n//# sourceMappingURL=${url}\n`,
    });
    const { errors, modules } = await esbuildHost.build({
      root: project.root,
      entries: { main: 'src/main.js' },
      options,
    });
    expect(errors).toEqual([]);
    expect(modules['main']?.code).toContain('@bud/runtime');
  },
);
