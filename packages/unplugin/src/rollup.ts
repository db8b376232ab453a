import type { Options } from '@bud/project';
import type { Plugin } from 'rollup';

import { budTrack } from './plugin.ts';

/**
 * The plugin for Rollup.
 *
 * @example
 * // rollup.config.js
 * import budTrack from '@bud/unplugin/rollup';
 * export default { input: 'src/main.js', plugins: [budTrack()], output: { dir: 'dist' } };
 */
const rollup: (options?: Options) => Plugin = budTrack.rollup;
export { rollup as default, rollup as 'module.exports' };
