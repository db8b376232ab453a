export { createFileCompiler, type FileCompiler, type ModuleKind } from './file-compiler.ts';
export { chainInputMap } from './input-map.ts';
export { isInstalledFor, missingRuntimeProblem } from './missing-runtime.ts';
export { readOptions, type Options, type ProjectOptions } from './options.ts';
export { fullText, headline } from './problem-text.ts';
export { transformFilter, type TransformFilter } from './source-id.ts';
