export {
  transform,
  transformFile,
  transformFileSync,
  transformSync,
  type TrackOptions,
  type TrackOutput,
} from './transform.ts';
export { ProblemsError } from './problems-error.ts';
export { defineConfig, type Options } from '@bud/project';
