import { track, type TrackPlugin } from './plugin.ts';

/**
 * The plugin for Rolldown.
 *
 * @example
 * // rolldown.config.js
 * import budTrack from '@bud/unplugin/rolldown';
 * export default { input: 'src/main.ts', plugins: [budTrack()] };
 */
const rolldown: TrackPlugin['rolldown'] = track.rolldown;
export { rolldown as default, rolldown as 'module.exports' };
