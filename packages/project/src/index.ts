export { ConfigError } from './configuration/config-error.ts';
export { loadConfig, type LoadedConfig } from './configuration/load-config.ts';
export { defineConfig, type Options } from './configuration/options.ts';
export { isSwitchedOff, type ProjectOptions, type ProjectSources } from './configuration/resolve-project.ts';
export type { FileCompiler } from './file/file-compiler.ts';
export type { Suspect } from './file/lost-mark.ts';
export { unmatchedType } from './file/unmatched-type.ts';
export { isInPackage, isSource, transformFilter, type TransformFilter } from './file/source-id.ts';
export { checksTypes } from './file/type-checking.ts';
export { packageRecipes } from './library/library-files.ts';
export { installedPackage, type InstalledPackage } from './package/installed-package.ts';
export { nearestManifest, versionOf, type Manifest } from './package/manifest.ts';
export { isAsset, moduleKindOf, packageModuleKind } from './package/module-kind.ts';
export { createRuntimeCheck, isResolvableFrom, missingRuntimeProblem } from './package/runtime-check.ts';
export { configurationProblem, fileProblem, fullMessage, headline } from './problem.ts';
export { isColored, type ColorableStream } from './colors.ts';
export { createReporter, ProblemsError } from './report.ts';
export { newProblemsOf, openProjectOnce } from './open-project-once.ts';
export { openProject, type HostOutput, type Project, type ProjectOpener } from './project.ts';
export {
  chainInputMap,
  chainMaps,
  inputMapOf,
  mapAddress,
  readInputMap,
  type InputMap,
} from './source-map/input-map.ts';
export { originOf, type MapOrigin } from './source-map/map-origin.ts';
