/**
 * Every tracked function of a project:
 *
 *   paths, or the working folder ─▶ input/ sources: not generated, not ignored by Git
 *     ─▶ compiled, for what the compiler says of each function
 *     ─▶ listed-function    its site, its shape, and where hosts do it otherwise
 *     ─▶ misspelled-type    a type asked for that is almost one of theirs
 *     ─▶ list-table         a line each
 */
import { resolve } from 'node:path';

import { packageModuleKind, type Project } from '@bud/project';
import type { ConsideredFunction, Problem, Reason, SourceSite } from '@bud/transform';

import type { Call } from '../arguments/command.ts';
import { isEmitted, isUncompiled } from '../input/file-kind.ts';
import { findFiles, type FoundFile } from '../input/find-files.ts';
import { createGitignore } from '../input/gitignore.ts';
import { readInput } from '../input/input-file.ts';
import type { Progress } from '../terminal/progress.ts';

/** A tracked function as `bud list` shows it: its site, how it is emitted, and where hosts do it otherwise. */
export interface ListedFunction extends SourceSite {
  readonly shape: NonNullable<ConsideredFunction['shape']>;
  readonly reason: Reason;
  readonly hosts: readonly string[];
}

export interface Listed {
  readonly functions: readonly ListedFunction[];
  readonly problems: readonly Problem[];
}

/** What hosts do otherwise, by the reason for the shape. */
const hostHints: Readonly<Partial<Record<Reason, string>>> = {
  // Their bundles rename classes that mention themselves.
  'calls-itself-by-class': 'esbuild, and Vite before 8: enclose',
};

export async function listFunctions(call: Call, project: Project, progress: Progress): Promise<Listed> {
  const files = sourcesOf(call);
  const functions: ListedFunction[] = [];
  const problems: Problem[] = [];
  const read: string[] = [];
  for (const [index, file] of files.entries()) {
    progress.step(index, files.length);
    const { code, origin, map, ...input } = await readInput(file, project);
    if (code === null || (map !== null && !file.isNamed && isEmitted(file.path))) continue;
    const result = project.compiler.compile(code, file.path, packageModuleKind(file.path), { origin });
    read.push(file.path);
    problems.push(...input.problems, ...result.problems);
    for (const { site, shape, reason } of result.considered) {
      if (site === null || shape === null) continue;
      const hint = hostHints[reason];
      functions.push({ ...site, shape, reason, hosts: hint === undefined ? [] : [hint] });
    }
  }
  // A part of the project does not tell what the rest of it has.
  const unmatched = call.paths.length === 0 ? project.compiler.unmatched(read) : [];
  return { functions, problems: [...problems, ...project.problems, ...unmatched] };
}

function sourcesOf({ paths, folder }: Call): readonly FoundFile[] {
  const isIgnored = createGitignore([folder, ...paths.map((path) => resolve(folder, path))]);
  return findFiles(paths.length === 0 ? ['.'] : paths, {
    folder,
    followsLinks: false,
    isWanted: (path, isFolder) =>
      !/[\\/](?:node_modules|\.[^\\/]*)$/.test(path) &&
      !isIgnored(path, isFolder) &&
      (isFolder || isEmitted(path) || isUncompiled(path)),
  });
}
