/**
 * One plugin, and a file per host:
 *
 *   vite, rollup, rolldown, webpack, rspack, esbuild, farm, bun    what users import
 *     └─▶ plugin.ts         switched off? then no hook at all; else the hooks of the host that asks
 *           └─▶ hooks/      the host knows its root: open the project · a module: compile it · the end: which rules did nothing?
 *                 └─▶ report/   problems in the host's own words, through its own channel
 *   unplugin.ts             the only door to the library that is a plugin for every host
 *   loader.ts               the same for hosts that have loaders and no plugins: Turbopack, Next.js
 */
import { isSwitchedOff, openProject, type Options, type ProjectOpener } from '@bud/project';

import { createUnplugin, type UnpluginInstance, type UnpluginOptions } from './unplugin.ts';
import { bunHooks } from './hooks/bun.ts';
import { esbuildHooks } from './hooks/esbuild.ts';
import { farmHooks } from './hooks/farm.ts';
import { pluginName } from './hooks/plugins-before.ts';
import { rollupHooks } from './hooks/rollup.ts';
import { viteHooks } from './hooks/vite.ts';
import { webpackHooks } from './hooks/webpack.ts';

/**
 * For each host what it takes. Declarations of entries name the type of their own host only: those of this one need every host
 * that there is.
 */
type BudTrackPlugin = UnpluginInstance<Options | undefined, false>;

/** What each host is given; a host that is missing here has no entry file either. */
const hooks: Readonly<Record<string, (open: ProjectOpener) => Partial<UnpluginOptions>>> = {
  vite: (open) => ({ vite: viteHooks(open, 'VITEST' in process.env) }),
  rollup: (open) => ({ rollup: rollupHooks(open, 'location') }),
  rolldown: (open) => ({ rolldown: rollupHooks(open, 'message') }),
  webpack: webpackHooks,
  rspack: webpackHooks,
  esbuild: (open) => ({ esbuild: esbuildHooks(open) }),
  bun: (open) => ({ bun: bunHooks(open) }),
  farm: (open) => ({ farm: farmHooks(open) }),
};

/** The plugin for every host; users import it from their host's entry. */
export const budTrack: BudTrackPlugin = createUnplugin((given: Options | undefined, { framework }) => {
  const options = given ?? {};
  // Off means no hook at all: the host's output is the output of a build without the plugin. What a configuration file
  // switches off, each host leaves alone when it has read the file.
  if (isSwitchedOff(options, process.env['BUD_TRACK'])) return { name: pluginName };
  const open: ProjectOpener = (root, output) =>
    openProject({ options, root, selection: process.env['BUD_TRACK'] }, output);
  return { name: pluginName, enforce: 'pre', ...hooks[framework]?.(open) };
});
