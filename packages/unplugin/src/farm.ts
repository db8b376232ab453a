import { track, type TrackPlugin } from './plugin.ts';

/**
 * The plugin for Farm.
 *
 * @example
 * // farm.config.js
 * import track from '@bud/unplugin/farm';
 * export default { plugins: [track()] };
 */
const farm: TrackPlugin['farm'] = track.farm;
export { farm as default, farm as 'module.exports' };
