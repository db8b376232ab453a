import { join } from 'node:path';
import type { Options } from '@bud/unplugin';
import rspackTrack from '@bud/unplugin/rspack';
import webpackTrack from '@bud/unplugin/webpack';
import { rspack } from '@rspack/core';
import { afterEach, expect, test, vi } from 'vitest';
import webpack from 'webpack';
import type { HostOutput } from '../../../test/hosts/host.ts';
import { createProject } from '../../../test/hosts/project.ts';
import { runWebpack, webpackOptions } from '../../../test/hosts/build/webpack-output.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const files = {
  'src/main.js': `/** @track type=llm typ=llm */
export function ask() {}
/** @track type=tool */
export function search() {}
`,
};

type Build = (root: string, options: Options) => Promise<HostOutput>;

const cachedHosts: Readonly<Record<'webpack' | 'rspack', Build>> = {
  webpack(root, options) {
    const input = { root, entries: { main: 'src/main.js' }, options };
    return runWebpack(input, () =>
      webpack({
        ...webpackOptions(input),
        experiments: { outputModule: true },
        cache: { type: 'filesystem', version: 'mine', cacheDirectory: join(root, '.cache') },
        plugins: [webpackTrack(options)],
      }),
    );
  },
  rspack(root, options) {
    const input = { root, entries: { main: 'src/main.js' }, options };
    return runWebpack(input, () =>
      rspack({
        ...webpackOptions(input),
        cache: {
          type: 'persistent',
          version: 'mine',
          storage: { type: 'filesystem', directory: join(root, '.cache') },
        },
        plugins: [rspackTrack(options)],
      }),
    );
  },
};

const trackedIn = ({ modules }: HostOutput): readonly string[] =>
  [...(modules['main']?.code ?? '').matchAll(/\.enter\(__bud_(\w+)\)/g)].map(([, name = '']) => name);
const codesIn = ({ warnings }: HostOutput): readonly string[] =>
  warnings.map(({ text }) => /BUD\d+/.exec(text)?.[0] ?? text).toSorted();

test.each(Object.entries(cachedHosts))(
  '%s: a persistent cache depends on options and environment',
  async (_name, build) => {
    using project = createProject(files);
    expect(trackedIn(await build(project.root, {}))).toEqual(['ask', 'search']);
    vi.stubEnv('BUD_TRACK', 'tool');
    expect(trackedIn(await build(project.root, {}))).toEqual(['search']);
    vi.stubEnv('BUD_TRACK', 'off');
    expect(trackedIn(await build(project.root, {}))).toEqual([]);
    vi.stubEnv('BUD_TRACK', undefined);
    expect(trackedIn(await build(project.root, { rules: [{ functions: 'ask', off: true }] }))).toEqual(['search']);
    expect(trackedIn(await build(project.root, {}))).toEqual(['ask', 'search']);
  },
);

test.each(Object.entries(cachedHosts))(
  '%s: problems of cached modules are said again, rules are not suspected',
  async (_name, build) => {
    using project = createProject(files);
    const options: Options = { rules: [{ functions: 'ask', type: 'chain' }, { files: 'lib/**' }] };
    expect(codesIn(await build(project.root, options))).toEqual(['BUD104', 'BUD201']);
    expect(codesIn(await build(project.root, options))).toEqual(['BUD104', 'BUD201']);
  },
);

test.each(Object.entries(cachedHosts))(
  '%s: a persistent cache depends on the configuration file',
  async (_name, build) => {
    using project = createProject(files);
    expect(trackedIn(await build(project.root, {}))).toEqual(['ask', 'search']);
    project.write({ 'bud.track.config.json': '{ "types": ["tool"] }' });
    expect(trackedIn(await build(project.root, {}))).toEqual(['search']);
    project.write({ 'bud.track.config.json': '{ "mode": "off" }' });
    expect(trackedIn(await build(project.root, {}))).toEqual([]);
    project.write({ 'bud.track.config.json': '{}' });
    expect(trackedIn(await build(project.root, {}))).toEqual(['ask', 'search']);
  },
);
