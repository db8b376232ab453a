import type { Options } from '@bud/project';

import { budTrack } from './plugin.ts';

/** What Bun's `BunPlugin` asks for; its types would put Bun's globals into the programs of all hosts. */
interface BunPlugin {
  name: string;
  setup(build: never): void | Promise<void>;
}

/**
 * The plugin for Bun.
 *
 * @example
 * // build.ts
 * import budTrack from '@bud/unplugin/bun';
 * await Bun.build({ entrypoints: ['src/main.ts'], outdir: 'dist', plugins: [budTrack()] });
 *
 * @example
 * // preload.ts, which bunfig.toml names for `bun run` and `bun test`; files written after the start are not tracked
 * import budTrack from '@bud/unplugin/bun';
 * Bun.plugin(budTrack());
 */
const bun: (options?: Options) => BunPlugin = budTrack.bun;
export { bun as default, bun as 'module.exports' };
