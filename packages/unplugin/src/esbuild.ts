import type { Options } from '@bud/project';
import type { Plugin } from 'esbuild';

import { budTrack } from './plugin.ts';

/**
 * The plugin for esbuild.
 *
 * @example
 * // build.js
 * import { build } from 'esbuild';
 * import budTrack from '@bud/unplugin/esbuild';
 * await build({ entryPoints: ['src/main.ts'], bundle: true, outdir: 'dist', plugins: [budTrack()] });
 */
const esbuild: (options?: Options) => Plugin = budTrack.esbuild;
export { esbuild as default, esbuild as 'module.exports' };
