/**
 * What every host does first, and what it works with afterwards:
 *
 *   the host's options, BUD_TRACK ──┐
 *   bud.track.config.*, package.json ┴▶ configuration/   what is tracked, and how
 *   a file of the build ─▶ file/                         is it source? which rules reach it? which marks were lost?
 *                            └─▶ @bud/transform          compiled, or planned, with what the project says
 *   the map that it came with ─▶ source-map/             where its code was written; chains of maps
 *   the packages around it ─▶ package/                   how Node loads it; whether the runtime is installed
 *   what is wrong ─▶ problem.ts                          as a string, for the host to print
 *   hosts without a build ─▶ open-project-once.ts   one project for all files with the same options
 *                         ─▶ report.ts           problems as warnings of Node, or thrown
 *                         ─▶ colors.ts           whether they are printed in color
 */
import { realpathSync } from 'node:fs';

import type { Problem } from '@bud/transform';

import { resolveProject, type ProjectOptions, type ProjectSources } from './configuration/resolve-project.ts';
import { misspelledSelections } from './file/unmatched-type.ts';
import { createFileCompiler, type FileCompiler } from './file/file-compiler.ts';

/** A project that a host has opened: its options, and the compiler for its files. */
export interface Project {
  /** The project's folder as the host named it. */
  readonly folder: string;
  /** Their `root` is a real path, as the paths that hosts name files by. */
  readonly options: ProjectOptions;
  readonly compiler: FileCompiler;
  /** What is wrong with the options before any file is seen; hosts report it once. */
  readonly problems: readonly Problem[];
}

/** What a host knows of the code that it writes. What the user wrote about it goes before. */
export interface HostOutput {
  readonly keepsClassNames?: boolean;
  readonly keepsFields?: boolean;
  readonly keepsClasses?: boolean;
}

/** Opens the project of a host whose own options are known: at its start, and again when the configuration changes. */
export type ProjectOpener = (root: string, output?: HostOutput) => Project;

/**
 * Reads the options of the project in the folder `root` and makes its compiler. Throws an `OptionsError` or a
 * `ConfigError` when an option cannot be used.
 *
 * @example
 * const { compiler } = openProject({ root: process.cwd(), selection: process.env.BUD_TRACK });
 * compiler.compile(code, '/app/src/agent.ts', 'esm').code;
 */
export function openProject(sources: ProjectSources, output: HostOutput = {}): Project {
  const resolved = resolveProject(sources);
  const { written } = resolved;
  const options = {
    ...resolved,
    root: realFolder(resolved.root),
    keepsClassNames: written.keepsClassNames ?? output.keepsClassNames ?? resolved.keepsClassNames,
    keepsFields: written.keepsFields ?? output.keepsFields ?? resolved.keepsFields,
    keepsClasses: written.keepsClasses ?? output.keepsClasses ?? resolved.keepsClasses,
  };
  const problems = options.mode === 'off' ? [] : misspelledSelections(options);
  return { folder: sources.root, options, compiler: createFileCompiler(options), problems };
}

function realFolder(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    // A folder that does not exist holds no files, whatever it is called.
    return folder;
  }
}
