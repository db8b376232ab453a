import { babelHost } from './babel.ts';
import { bunHost } from './bun.ts';
import { cliHost } from './cli.ts';
import { esbuildHost } from './esbuild.ts';
import { farmHost } from './farm.ts';
import type { Host, PluginHostName } from './host.ts';
import { rolldownHost } from './rolldown.ts';
import { rollupHost } from './rollup.ts';
import { rspackHost } from './rspack.ts';
import { swcHost } from './swc.ts';
import { turbopackLoaderHost } from './turbopack-loader.ts';
import { viteHost } from './vite.ts';
import { webpackHost } from './webpack.ts';

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
