import { budTrack, type BudTrackPlugin } from './plugin.ts';

/**
 * The plugin for webpack.
 *
 * @example
 * // webpack.config.js
 * import budTrack from '@bud/unplugin/webpack';
 * export default { entry: './src/main.js', plugins: [budTrack()] };
 */
const webpack: BudTrackPlugin['webpack'] = budTrack.webpack;
export { webpack as default, webpack as 'module.exports' };
