import { createFileCompiler, type FileCompiler, type Options, type ProjectOptions, resolveProject } from '@bud/project';

/** The project of one build: opened when the host knows its root, and again when the configuration file changed. */
export interface OpenProject {
  /** As the host knows it. */
  readonly root: string;
  readonly options: ProjectOptions;
  readonly compiler: FileCompiler;
}

/** Reads the configuration of the project at `root`. The host's own idea of class names gives way to the user's. */
export function openProject(options: Options, root: string, keepsClassNames?: boolean): OpenProject {
  const resolved = resolveProject({ options, root, budTrack: process.env['BUD_TRACK'] });
  const project = {
    ...resolved,
    keepsClassNames: resolved.written.keepsClassNames ?? keepsClassNames ?? resolved.keepsClassNames,
  };
  return { root, options: project, compiler: createFileCompiler(project) };
}
