import { budTrack, type BudTrackPlugin } from './plugin.ts';

/**
 * The plugin for Rollup.
 *
 * @example
 * // rollup.config.js
 * import budTrack from '@bud/unplugin/rollup';
 * export default { input: 'src/main.js', plugins: [budTrack()], output: { dir: 'dist' } };
 */
const rollup: BudTrackPlugin['rollup'] = budTrack.rollup;
export { rollup as default, rollup as 'module.exports' };
