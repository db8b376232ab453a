export { default as esbuild } from './esbuild.ts';
export { default as farm } from './farm.ts';
export { default as rolldown } from './rolldown.ts';
export { default as rollup } from './rollup.ts';
export { default as rspack } from './rspack.ts';
export { default as vite } from './vite.ts';
export { default as webpack } from './webpack.ts';
export { defineConfig, type Options } from '@bud/project';
export type { Rule } from '@bud/transform';
