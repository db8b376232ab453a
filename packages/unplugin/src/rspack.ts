import type { Options } from '@bud/project';
import type { RspackPluginInstance } from '@rspack/core';

import { budTrack } from './plugin.ts';

/**
 * The plugin for Rspack.
 *
 * @example
 * // rspack.config.js
 * import budTrack from '@bud/unplugin/rspack';
 * export default { entry: './src/main.js', plugins: [budTrack()] };
 */
const rspack: (options?: Options) => RspackPluginInstance = budTrack.rspack;
export { rspack as default, rspack as 'module.exports' };
