import { track, type TrackPlugin } from './plugin.ts';

/**
 * The plugin for Rollup.
 *
 * @example
 * // rollup.config.js
 * import track from '@bud/unplugin/rollup';
 * export default { input: 'src/main.js', plugins: [track()], output: { dir: 'dist' } };
 */
const rollup: TrackPlugin['rollup'] = track.rollup;
export { rollup as default, rollup as 'module.exports' };
