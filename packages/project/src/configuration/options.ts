import type { InstrumentOptions } from '@bud/transform';

/** What hosts accept: the compiler's options. `root` defaults to the host's own idea of the project's folder. */
export type Options = Omit<InstrumentOptions, 'module'>;
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
