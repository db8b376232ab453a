export { transform, transformFile, transformFileSync, transformSync, type TransformOutput } from './transform.ts';
export { defineConfig, ProblemsError, type Options } from '@bud/project';
export type { TransformOptions } from './track/instrument-input.ts';
