import { track, type TrackPlugin } from './plugin.ts';

/**
 * The plugin for Rspack.
 *
 * @example
 * // rspack.config.js
 * import track from '@bud/unplugin/rspack';
 * export default { entry: './src/main.js', plugins: [track()] };
 */
const rspack: TrackPlugin['rspack'] = track.rspack;
export { rspack as default, rspack as 'module.exports' };
