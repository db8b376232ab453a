export {
  transform,
  transformFile,
  transformFileSync,
  transformSync,
  type TrackOptions,
  type TrackOutput,
} from './transform.ts';
export { ProblemsError } from './report.ts';
export { defineConfig, type Options } from '@bud/project';
