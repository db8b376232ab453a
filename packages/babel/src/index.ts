export { track as default, track as 'module.exports' } from './plugin.ts';
export { defineConfig, type Options } from '@bud/project';
