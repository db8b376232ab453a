import { budTrack, type BudTrackPlugin } from './plugin.ts';

/**
 * The plugin for Rspack.
 *
 * @example
 * // rspack.config.js
 * import budTrack from '@bud/unplugin/rspack';
 * export default { entry: './src/main.js', plugins: [budTrack()] };
 */
const rspack: BudTrackPlugin['rspack'] = budTrack.rspack;
export { rspack as default, rspack as 'module.exports' };
