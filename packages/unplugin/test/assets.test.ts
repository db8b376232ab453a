import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import rspackTrack from '@bud/unplugin/rspack';
import webpackTrack from '@bud/unplugin/webpack';
import { rspack } from '@rspack/core';
import { describe, expect, test } from 'vitest';
import webpack from 'webpack';
import { createProject, type Project } from '../../../test/hosts/project.ts';
import { runWebpack, webpackOptions } from '../../../test/hosts/build/webpack-output.ts';

const agent = '/** @track */\nexport function agent() {\n  return 1;\n}\n';

const files = {
  'src/as-string.js': "import text from './agent.tpl.js';\nexport const run = () => text;\n",
  'src/as-address.js': "export const run = () => new URL('./agent.js', import.meta.url).href;\n",
  'src/as-data.js': "import address from './agent.data.js';\nexport const run = () => address;\n",
  'src/as-module.js': "export { agent as run } from './agent.js';\n",
  'src/agent.js': agent,
  'src/agent.tpl.js': agent,
  'src/agent.data.js': agent,
};

const module = {
  rules: [
    { test: /\.tpl\.js$/, type: 'asset/source' },
    { test: /\.data\.js$/, type: 'asset/inline' },
  ],
};

/** Everything that a build of one entry writes. */
async function written(project: Project, entry: string, create: (options: object) => unknown): Promise<string> {
  const build = { root: project.root, entries: { main: `src/${entry}.js` }, options: {} };
  const { errors, warnings } = await runWebpack(build, () => {
    const options = { ...webpackOptions(build), module };
    // Proof of the cast: webpack and Rspack share what is used of a compiler.
    return create(options) as ReturnType<Parameters<typeof runWebpack>[1]>;
  });
  expect([errors, warnings]).toEqual([[], []]);
  const folder = join(project.root, 'out');
  return readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
}

describe.each([
  ['webpack', (options: object) => webpack({ ...options, plugins: [webpackTrack()] })],
  ['rspack', (options: object) => rspack({ ...options, plugins: [rspackTrack()] })],
] as const)('what %s hands on as it is', (_name, create) => {
  test.each([
    ['as-string', JSON.stringify(agent).slice(1, -1)],
    ['as-address', agent],
    ['as-data', Buffer.from(agent).toString('base64')],
  ])('is not instrumented: %s', async (entry, expected) => {
    using project = createProject(files);
    const output = await written(project, entry, create);
    expect(output).toContain(expected);
    expect(output).not.toContain('@bud/runtime');
  });

  test('is instrumented where it is also a module', async () => {
    using project = createProject(files);
    expect(await written(project, 'as-module', create)).toContain('@bud/runtime');
  });
});
