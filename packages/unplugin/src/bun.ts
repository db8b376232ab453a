import { track, type TrackPlugin } from './plugin.ts';

/**
 * The plugin for Bun.
 *
 * @example
 * // build.ts
 * import track from '@bud/unplugin/bun';
 * await Bun.build({ entrypoints: ['src/main.ts'], outdir: 'dist', plugins: [track()] });
 *
 * @example
 * // preload.ts, which bunfig.toml names for `bun run` and `bun test`; files written after the start are not tracked
 * import track from '@bud/unplugin/bun';
 * Bun.plugin(track());
 */
const bun: TrackPlugin['bun'] = track.bun;
export { bun as default, bun as 'module.exports' };
