import { track, type Track } from './plugin.ts';

/**
 * The plugin for Rollup.
 *
 * @example
 * // rollup.config.js
 * import track from '@bud/unplugin/rollup';
 * export default { input: 'src/main.js', plugins: [track()], output: { dir: 'dist' } };
 */
const rollup: Track['rollup'] = track.rollup;
export { rollup as default, rollup as 'module.exports' };
