import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { transformAsync, type TransformOptions } from '@babel/core';
import type { Plugin } from 'rollup';
import { buildApart } from './build-apart.ts';
import type { BuiltModule, Host, HostBuild, HostOutput } from '../host.ts';
import { presetEnv } from '../preset-env.ts';
import { bundleModules } from './rollup.ts';

const require = createRequire(import.meta.url);
const plugin = new URL('../../../packages/babel/dist/index.js', import.meta.url).pathname;

// One array for all files: Babel sets its plugins up again for every new one.
const presets = [
  [presetEnv, { targets: { node: '20' }, modules: false }],
  [require.resolve('@babel/preset-typescript'), { onlyRemoveTypeImports: true, rewriteImportExtensions: false }],
];

/** In the order in which presets would go. */
const lowered = [
  [require.resolve('@babel/plugin-proposal-decorators'), { version: '2023-11' }],
  [require.resolve('@babel/plugin-transform-react-jsx'), { runtime: 'classic' }],
];

/** Babel as a step before Rollup, which puts files together; CommonJS files go through Babel alone. */
export const babelHost: Host = {
  name: 'babel',
  handlesCommonJs: true,
  build: (input) =>
    buildApart(input, (part, kind) =>
      kind === 'mjs' ? bundleModules(part, [babelStep(part.root, part.options)]) : buildScripts(part),
    ),
};

function babelStep(root: string, options: HostBuild['options']): Plugin {
  const plugins = pluginsFor(root, options);
  return {
    name: 'babel',
    transform: async (code, id) => await compile(code, { ...plugins, filename: id, sourceType: 'module' }),
  };
}

async function buildScripts({ root, entries, options }: HostBuild): Promise<HostOutput> {
  const plugins = pluginsFor(root, options);
  const built = Object.entries(entries).map(async ([name, file]): Promise<[string, BuiltModule]> => {
    const filename = join(root, file);
    const { code, map } = await compile(readFileSync(filename, 'utf8'), { ...plugins, filename, sourceType: 'script' });
    return [name, { code, map, extension: 'cjs' }];
  });
  return { modules: Object.fromEntries(await Promise.all(built)), warnings: [], errors: [] };
}

function pluginsFor(root: string, options: HostBuild['options']): TransformOptions {
  return { root, cwd: root, plugins: options === undefined ? lowered : [...lowered, [plugin, { root, ...options }]] };
}

async function compile(code: string, options: TransformOptions): Promise<{ code: string; map: string }> {
  const result = await transformAsync(code, {
    babelrc: false,
    configFile: false,
    sourceMaps: true,
    presets,
    parserOpts: { plugins: ['decoratorAutoAccessors', 'importAttributes'] },
    generatorOpts: { importAttributesKeyword: 'with' },
    ...options,
  });
  return { code: result?.code ?? '', map: JSON.stringify(result?.map) };
}
