import type { Options } from './options.ts';

/**
 * The options as they are, for completion and checks in the editor.
 *
 * @example
 * // bud.track.config.ts
 * import { defineConfig } from '@bud/unplugin';
 * export default defineConfig({ rules: [{ files: 'src/agents/**', type: 'agent' }] });
 */
export function defineConfig(options: Options): Options {
  return options;
}
