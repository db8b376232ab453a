import type { Options } from '@bud/project';
import type { WebpackPluginInstance } from 'webpack';

import { budTrack } from './plugin.ts';

/**
 * The plugin for webpack.
 *
 * @example
 * // webpack.config.js
 * import budTrack from '@bud/unplugin/webpack';
 * export default { entry: './src/main.js', plugins: [budTrack()] };
 */
const webpack: (options?: Options) => WebpackPluginInstance = budTrack.webpack;
export { webpack as default, webpack as 'module.exports' };
