import { budTrack, type BudTrackPlugin } from './plugin.ts';

/**
 * The plugin for Vite.
 *
 * @example
 * // vite.config.js
 * import budTrack from '@bud/unplugin/vite';
 * export default { plugins: [budTrack({ rules: [{ files: 'src/agents/**', type: 'agent' }] })] };
 */
const vite: BudTrackPlugin['vite'] = budTrack.vite;
export { vite as default, vite as 'module.exports' };
