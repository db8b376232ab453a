import { isSwitchedOff, type Options } from '@bud/project';
import { createUnplugin, type UnpluginInstance, type UnpluginOptions } from 'unplugin';

import { bunHooks } from './hooks/bun.ts';
import { esbuildHooks } from './hooks/esbuild.ts';
import { farmHooks } from './hooks/farm.ts';
import { pluginName } from './name.ts';
import { rollupHooks } from './hooks/rollup.ts';
import { viteHooks } from './hooks/vite.ts';
import { webpackHooks } from './hooks/webpack.ts';

export type Track = UnpluginInstance<Options | undefined, false>;

/** What each host is given; a host that is missing here has no entry file either. */
const hooks: Readonly<Record<string, (options: Options) => Partial<UnpluginOptions>>> = {
  vite: (options) => ({ vite: viteHooks(options) }),
  rollup: (options) => ({ rollup: rollupHooks(options, 'place') }),
  rolldown: (options) => ({ rolldown: rollupHooks(options, 'message') }),
  webpack: webpackHooks,
  rspack: webpackHooks,
  esbuild: (options) => ({ esbuild: esbuildHooks(options) }),
  bun: (options) => ({ bun: bunHooks(options) }),
  farm: (options) => ({ farm: farmHooks(options) }),
};

/** The plugin for every host; users import it from their host's entry. */
export const track: Track = createUnplugin((given: Options | undefined, { framework }) => {
  const options = given ?? {};
  // Off means no hook at all: the host's output is the output of a build without the plugin. What a configuration file
  // switches off, each host leaves alone when it has read the file.
  if (isSwitchedOff(options, process.env['BUD_TRACK'])) return { name: pluginName };
  return { name: pluginName, enforce: 'pre', ...hooks[framework]?.(options) };
});
