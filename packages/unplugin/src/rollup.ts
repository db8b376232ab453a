import { track, type TrackPlugin } from './plugin.ts';

/**
 * The plugin for Rollup.
 *
 * @example
 * // rollup.config.js
 * import budTrack from '@bud/unplugin/rollup';
 * export default { input: 'src/main.js', plugins: [budTrack()], output: { dir: 'dist' } };
 */
const rollup: TrackPlugin['rollup'] = track.rollup;
export { rollup as default, rollup as 'module.exports' };
