import { budTrack, type BudTrackPlugin } from './plugin.ts';

/**
 * The plugin for Farm.
 *
 * @example
 * // farm.config.js
 * import budTrack from '@bud/unplugin/farm';
 * export default { plugins: [budTrack()] };
 */
const farm: BudTrackPlugin['farm'] = budTrack.farm;
export { farm as default, farm as 'module.exports' };
