import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import esbuildTrack from '@bud/unplugin/esbuild';
import rolldownTrack from '@bud/unplugin/rolldown';
import rollupTrack from '@bud/unplugin/rollup';
import rspackTrack from '@bud/unplugin/rspack';
import viteTrack from '@bud/unplugin/vite';
import webpackTrack from '@bud/unplugin/webpack';
import { rspack } from '@rspack/core';
import { context } from 'esbuild';
import { watch as watchRolldown } from 'rolldown';
import { watch as watchRollup } from 'rollup';
import { build, type Rolldown } from 'vite';
import webpack from 'webpack';
import type { PluginHostName } from '../hosts/host.ts';
import { webpackOptions } from '../hosts/build/webpack-output.ts';

/** A host that builds again by itself, or when asked. */
interface Watching {
  /** Only for esbuild, whose own watcher looks for changes every few seconds. */
  rebuild?(): Promise<void>;
  close(): Promise<void>;
}

/** Watches `src/main.js` of the project at `root` and hands over the code of every build. */
type Watch = (root: string, onBuilt: (code: string) => void) => Promise<Watching>;

const external = ['@bud/runtime'];

/** Bun builds once; Farm watches in a process that cannot be closed. */
type WatchingHost = Exclude<PluginHostName, 'bun' | 'farm'>;

export const watchers: { readonly [Name in WatchingHost]: Watch } = {
  async vite(root, onBuilt) {
    const built = await build({
      root,
      configFile: false,
      logLevel: 'silent',
      plugins: [viteTrack()],
      build: { ssr: 'src/main.js', outDir: 'out', watch: {}, rolldownOptions: { external } },
    });
    // Proof of the cast: `build.watch` is set.
    return closing(listen(built as Rolldown.RolldownWatcher, () => onBuilt(outputOf(root, 'main.mjs'))));
  },

  rollup(root, onBuilt) {
    const output = { dir: join(root, 'out') };
    const watcher = watchRollup({
      input: join(root, 'src/main.js'),
      external,
      output,
      plugins: [rollupTrack({ root })],
    });
    return Promise.resolve(closing(listen(watcher, () => onBuilt(outputOf(root, 'main.js')))));
  },

  rolldown(root, onBuilt) {
    const watcher = watchRolldown({
      cwd: root,
      input: 'src/main.js',
      external,
      output: { dir: 'out' },
      plugins: [rolldownTrack()],
    });
    return Promise.resolve(closing(listen(watcher, () => onBuilt(outputOf(root, 'main.js')))));
  },

  webpack(root, onBuilt) {
    const options = webpackOptions({ root, entries: { main: 'src/main.js' } });
    const compiler = webpack({ ...options, experiments: { outputModule: true }, plugins: [webpackTrack()] });
    compiler.watch({ aggregateTimeout: 10 }, () => onBuilt(outputOf(root, 'main.mjs')));
    return Promise.resolve({ close: () => new Promise((resolve) => compiler.close(() => resolve())) });
  },

  rspack(root, onBuilt) {
    const compiler = rspack({
      ...webpackOptions({ root, entries: { main: 'src/main.js' } }),
      plugins: [rspackTrack()],
    });
    compiler.watch({ aggregateTimeout: 10 }, () => onBuilt(outputOf(root, 'main.mjs')));
    return Promise.resolve({ close: () => new Promise((resolve) => compiler.close(() => resolve())) });
  },

  async esbuild(root, onBuilt) {
    const builder = await context({
      absWorkingDir: root,
      entryPoints: ['src/main.js'],
      outdir: 'out',
      bundle: true,
      format: 'esm',
      external,
      plugins: [esbuildTrack()],
    });
    const rebuild = async (): Promise<void> => {
      await builder.rebuild();
      onBuilt(outputOf(root, 'main.js'));
    };
    await rebuild();
    return { rebuild, close: () => builder.dispose() };
  },
};

interface Emitter {
  on(event: 'event', listener: (event: { readonly code: string; readonly result?: unknown }) => void): unknown;
  close(): Promise<void>;
}

/** Rollup, Rolldown and Vite share their watcher's events, and ask to close every result. */
function listen<T extends Emitter>(watcher: T, onBuilt: () => void): T {
  watcher.on('event', ({ code, result }) => {
    if (code !== 'BUNDLE_END') return;
    onBuilt();
    void (result as { close(): Promise<void> }).close();
  });
  return watcher;
}

function closing(watcher: Emitter): Watching {
  return { close: () => watcher.close() };
}

function outputOf(root: string, file: string): string {
  return readFileSync(join(root, 'out', file), 'utf8');
}
