export { track as default, track as 'module.exports' } from './plugin.ts';
export type { PluginOptions } from './track/plugin-options.ts';
