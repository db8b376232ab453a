import { track, type TrackPlugin } from './plugin.ts';

/**
 * The plugin for Rspack.
 *
 * @example
 * // rspack.config.js
 * import budTrack from '@bud/unplugin/rspack';
 * export default { entry: './src/main.js', plugins: [budTrack()] };
 */
const rspack: TrackPlugin['rspack'] = track.rspack;
export { rspack as default, rspack as 'module.exports' };
