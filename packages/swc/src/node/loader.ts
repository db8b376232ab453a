import { createReporter, isInPackage, missingRuntimeProblem, openProject } from '@bud/project';
import type { Problem } from '@bud/transform';

import { importOf, isNotFound, requireOf, rescue, resolveSource } from './module-resolution.ts';
import { createSourceCompiler, type SourceCompiler } from './source-compiler.ts';

/** What Node's hooks share, however they are installed. */
export interface NodeLoader {
  /** As `import` in the file at `parentUrl`; absent for the program itself. */
  resolveImport<T>(specifier: string, parentUrl: string | undefined, next: (specifier: string) => T): T;
  /** As `require` in the file `importer`; absent for the program itself. */
  resolveRequire<T>(specifier: string, importer: string | undefined, next: (specifier: string) => T): T;
  /** True for files that Node cannot run as they are. */
  needsCompiler(file: string): boolean;
  compile: SourceCompiler['compile'];
  track: SourceCompiler['track'];
  /** Warns about problems, or throws them when strict. */
  report(problems: readonly Problem[]): void;
}

/** Makes the loader for programs started in `root`, with the options of the project there. */
export function createLoader(root: string): NodeLoader {
  const project = openProject({ root, selection: process.env['BUD_TRACK'] });
  const { runtime, strict } = project.options;
  const report = createReporter(strict);
  report(project.problems);
  const { configOf, compile, track } = createSourceCompiler(project);

  return {
    resolveImport: (specifier, parentUrl, next) =>
      resolveSource(importOf(specifier, parentUrl), configOf, explaining(next)),
    resolveRequire: (specifier, importer, next) =>
      resolveSource(requireOf(specifier, importer), configOf, explaining(next)),
    needsCompiler: (file) => /\.(?:[cm]?ts|tsx|jsx)$/.test(file) && !isInPackage(file),
    compile,
    track,
    report,
  };

  /** Node's own error tells that the runtime is missing, not what to do. */
  function explaining<T>(next: (specifier: string) => T): (specifier: string) => T {
    return (specifier) => {
      if (specifier !== runtime) return next(specifier);
      return rescue(next, specifier, (error) => {
        if (isNotFound(error)) report([missingRuntimeProblem(runtime)]);
        throw error;
      });
    };
  }
}
