import type { Options } from '@bud/project';

import { budTrack } from './plugin.ts';

/** What Farm's `JsPlugin` asks for; the package is too large to be installed for its types. */
interface FarmPlugin {
  name: string;
}

/**
 * The plugin for Farm.
 *
 * @example
 * // farm.config.js
 * import budTrack from '@bud/unplugin/farm';
 * export default { plugins: [budTrack()] };
 */
const farm: (options?: Options) => FarmPlugin = budTrack.farm;
export { farm as default, farm as 'module.exports' };
