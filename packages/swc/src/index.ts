export { transform, transformFile, transformFileSync, transformSync, type TrackOutput } from './transform.ts';
export { ProblemsError } from './report.ts';
export { defineConfig, type Options } from '@bud/project';
export type { TrackOptions } from './instrument-input.ts';
