import type { Options } from '@bud/project';
import type { Plugin } from 'rolldown';

import { budTrack } from './plugin.ts';

/**
 * The plugin for Rolldown.
 *
 * @example
 * // rolldown.config.js
 * import budTrack from '@bud/unplugin/rolldown';
 * export default { input: 'src/main.ts', plugins: [budTrack()] };
 */
const rolldown: (options?: Options) => Plugin = budTrack.rolldown;
export { rolldown as default, rolldown as 'module.exports' };
