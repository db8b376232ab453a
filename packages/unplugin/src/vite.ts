import { track, type TrackPlugin } from './plugin.ts';

/**
 * The plugin for Vite.
 *
 * @example
 * // vite.config.js
 * import budTrack from '@bud/unplugin/vite';
 * export default { plugins: [budTrack({ rules: [{ files: 'src/agents/**', type: 'agent' }] })] };
 */
const vite: TrackPlugin['vite'] = track.vite;
export { vite as default, vite as 'module.exports' };
