import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import ignore from 'ignore';

/** Answers what the `.gitignore` of a folder names: what builds write, as a rule. */
export function readIgnored(folder: string): (path: string, isFolder: boolean) => boolean {
  const rules = ignore().add(textOf(join(folder, '.gitignore')));
  return (path, isFolder) => {
    const below = relative(folder, path).replaceAll('\\', '/');
    return !below.startsWith('..') && below !== '' && rules.ignores(isFolder ? `${below}/` : below);
  };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Most folders have none, and it only saves work.
    return '';
  }
}
