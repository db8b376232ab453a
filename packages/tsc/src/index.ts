export { budTrack as default, budTrack as 'module.exports' } from './plugin.ts';
export type { PluginOptions } from './track/plugin-options.ts';
