export { transform, transformFile, transformFileSync, transformSync, type TransformOutput } from './transform.ts';
export { ProblemsError } from './track/report.ts';
export { defineConfig, type Options } from '@bud/project';
export type { TransformOptions } from './track/instrument-input.ts';
