export { ConfigError } from './configuration/config-error.ts';
export { defineConfig } from './configuration/define-config.ts';
export { createFileCompiler, type FileCompiler, type ModuleKind } from './file/file-compiler.ts';
export {
  chainInputMap,
  chainMaps,
  inputMapOf,
  mapAddress,
  readInputMap,
  type InputMap,
} from './source-map/input-map.ts';
export { loadConfig, type LoadedConfig } from './configuration/load-config.ts';
export { originOf, type MapOrigin } from './source-map/map-origin.ts';
export { isInstalledFor, missingRuntimeProblem } from './package/runtime.ts';
export type { Options } from './configuration/options.ts';
export { fullText, headline } from './problem-text.ts';
export {
  isSwitchedOff,
  resolveProject,
  type ProjectOptions,
  type ProjectSources,
} from './configuration/resolve-project.ts';
export { isSource, transformFilter, type TransformFilter } from './file/source-id.ts';
