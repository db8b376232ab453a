import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { FoundFile } from '../input/find-files.ts';
import { createGitignore } from '../input/gitignore.ts';
import type { InputFile } from '../input/input-file.ts';

/**
 * Answers whether somebody may have written a file by hand: no map names what it was compiled from, and it is kept in Git
 * with the sources. Outside of a repository nothing tells, and what a user names is taken for a build's.
 */
export function createHandWrittenCheck(): (file: FoundFile, input: InputFile) => boolean {
  const ignores = new Map<string, (path: string, isFolder: boolean) => boolean>();
  return ({ path }, { map }) => {
    const repository = map === null ? repositoryOf(dirname(path)) : null;
    if (repository === null) return false;
    const isIgnored = ignores.get(repository) ?? createGitignore([repository]);
    ignores.set(repository, isIgnored);
    return !isIgnored(path, false);
  };
}

function repositoryOf(folder: string): string | null {
  if (existsSync(join(folder, '.git'))) return folder;
  return folder === dirname(folder) ? null : repositoryOf(dirname(folder));
}
