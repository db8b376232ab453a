import { budTrack, type BudTrackPlugin } from './plugin.ts';

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
const bun: BudTrackPlugin['bun'] = budTrack.bun;
export { bun as default, bun as 'module.exports' };
