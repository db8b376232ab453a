import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

import ignore, { type Ignore } from 'ignore';

/**
 * Answers what the `.gitignore`s in and below one of the folders `tops` name: what builds write, as a rule. As in Git, one
 * further down has the last word. Asked for every folder before what is in it.
 */
export function createGitignore(tops: readonly string[]): (path: string, isFolder: boolean) => boolean {
  const rulesIn = new Map<string, Ignore | null>();

  function rulesOf(folder: string): Ignore | null {
    const known = rulesIn.get(folder);
    if (known !== undefined) return known;
    const rules = readRules(folder);
    rulesIn.set(folder, rules);
    return rules;
  }

  return (path, isFolder) => {
    let isIgnored = false;
    for (const folder of foldersAbove(path, tops)) {
      const result = rulesOf(folder)?.test(relative(folder, path).replaceAll('\\', '/') + (isFolder ? '/' : ''));
      if (result?.ignored === true) isIgnored = true;
      if (result?.unignored === true) isIgnored = false;
    }
    return isIgnored;
  };
}

/** The folders that a path is in, from the uppermost of `tops` down. */
function foldersAbove(path: string, tops: readonly string[]): readonly string[] {
  const isInside = (folder: string): boolean => tops.some((top) => (folder + sep).startsWith(top + sep));
  const folders: string[] = [];
  for (let folder = dirname(path); isInside(folder); folder = dirname(folder)) folders.unshift(folder);
  return folders;
}

function readRules(folder: string): Ignore | null {
  try {
    return ignore().add(readFileSync(join(folder, '.gitignore'), 'utf8'));
  } catch {
    // Most folders have none, and it only saves work.
    return null;
  }
}
