import { createFileCompiler, resolveProject, type FileCompiler, type Options, type ProjectOptions } from '@bud/project';

/** A project's options and the compiler made of them. */
export interface ProjectCompiler {
  readonly project: ProjectOptions;
  readonly compiler: FileCompiler;
}

/** Reads the options of the project at `root` and makes its compiler. */
export function createProjectCompiler(options: Options, root: string, hostKeepsClassNames = true): ProjectCompiler {
  const project = resolveProject({ options, root, budTrack: process.env['BUD_TRACK'] });
  const keepsClassNames = project.written.keepsClassNames ?? hostKeepsClassNames;
  return { project, compiler: createFileCompiler({ ...project, keepsClassNames }) };
}

const noOptions: Options = {};
const known = new WeakMap<Options, Map<string, ProjectCompiler>>();

/**
 * {@link createProjectCompiler}, once for all files that are transformed with the same object of options: a configuration
 * file is read and evaluated once per process, not once per file.
 */
export function projectCompilerFor(
  options: Options | undefined,
  root: string,
  keepsClassNames: boolean,
): ProjectCompiler {
  const key = JSON.stringify([root, keepsClassNames, process.env['BUD_TRACK']]);
  const compilers = known.get(options ?? noOptions) ?? new Map<string, ProjectCompiler>();
  known.set(options ?? noOptions, compilers);
  const compiler = compilers.get(key) ?? createProjectCompiler(options ?? noOptions, root, keepsClassNames);
  compilers.set(key, compiler);
  return compiler;
}
