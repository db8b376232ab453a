import { babelHost } from './build/babel.ts';
import { bunHost } from './build/bun.ts';
import { cliHost } from './build/cli.ts';
import { esbuildHost } from './build/esbuild.ts';
import { farmHost } from './build/farm.ts';
import type { Host, PluginHostName } from './host.ts';
import { rolldownHost } from './build/rolldown.ts';
import { rollupHost } from './build/rollup.ts';
import { rspackHost } from './build/rspack.ts';
import { swcHost } from './build/swc.ts';
import { turbopackLoaderHost } from './build/turbopack-loader.ts';
import { viteHost } from './build/vite.ts';
import { webpackHost } from './build/webpack.ts';

/**
 * Every host the plugin has an entry for.
 *
 * @example
 * const { modules } = await hosts.vite.build({ root, entries: { main: 'src/main.ts' }, options: {} });
 */
export const hosts: { readonly [Name in PluginHostName]: Host } = {
  vite: viteHost,
  rollup: rollupHost,
  rolldown: rolldownHost,
  webpack: webpackHost,
  rspack: rspackHost,
  esbuild: esbuildHost,
  farm: farmHost,
  bun: bunHost,
};

/** Every host that builds files: those of the plugin, its loader, SWC's and Babel's own interfaces, `tsc` and then `bud instrument`. */
export const allHosts: readonly Host[] = [...Object.values(hosts), turbopackLoaderHost, swcHost, babelHost, cliHost];
