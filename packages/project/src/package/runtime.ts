import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Problem } from '@bud/transform';

import { nowhere } from '../file/unmatched-rule.ts';

/** Tracked code imports the runtime from the project's own packages, never from the plugin's. */
export function missingRuntimeProblem(runtime: string): Problem {
  return {
    code: 'BUD401',
    message: `tracked code imports "${runtime}", which cannot be resolved from the project`,
    remedy: `Install it where the tracked code is: npm install ${packageOf(runtime)}`,
    ...nowhere,
  };
}

/**
 * True when a package manager put the runtime's package where the module can reach it. Asked after the host itself did not
 * resolve it: Rollup, for one, resolves no packages and leaves them external.
 */
export function isInstalledFor(runtime: string, id: string): boolean {
  const manifest = join('node_modules', packageOf(runtime), 'package.json');
  for (let folder = dirname(id.replace(/\?.*$/, '')); ; folder = dirname(folder)) {
    if (existsSync(join(folder, manifest))) return true;
    if (folder === dirname(folder)) return false;
  }
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
