export { budTrack as default, budTrack as 'module.exports' } from './plugin.ts';
export { defineConfig, type Options } from '@bud/project';
