import type { Options } from '@bud/project';
import type { Plugin } from 'vite';

import { budTrack } from './plugin.ts';

/**
 * The plugin for Vite.
 *
 * @example
 * // vite.config.js
 * import budTrack from '@bud/unplugin/vite';
 * export default { plugins: [budTrack({ rules: [{ files: 'src/agents/**', type: 'agent' }] })] };
 */
const vite: (options?: Options) => Plugin = budTrack.vite;
export { vite as default, vite as 'module.exports' };
