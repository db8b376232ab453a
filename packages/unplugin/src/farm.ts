import { track, type Track } from './plugin.ts';

/**
 * The plugin for Farm.
 *
 * @example
 * // farm.config.js
 * import track from '@bud/unplugin/farm';
 * export default { plugins: [track()] };
 */
const farm: Track['farm'] = track.farm;
export { farm as default, farm as 'module.exports' };
