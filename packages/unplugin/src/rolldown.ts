import { budTrack, type BudTrackPlugin } from './plugin.ts';

/**
 * The plugin for Rolldown.
 *
 * @example
 * // rolldown.config.js
 * import budTrack from '@bud/unplugin/rolldown';
 * export default { input: 'src/main.ts', plugins: [budTrack()] };
 */
const rolldown: BudTrackPlugin['rolldown'] = budTrack.rolldown;
export { rolldown as default, rolldown as 'module.exports' };
