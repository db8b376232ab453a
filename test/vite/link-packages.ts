import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Project } from '../hosts/project.ts';

/** Where a package of this repository's is installed. */
export const installed = (name: string): string =>
  fileURLToPath(new URL(`../../node_modules/${name}`, import.meta.url));

/** Makes packages of this repository's packages of a project. */
export function linkPackages({ root }: Project, names: readonly string[]): void {
  for (const name of names) {
    const path = join(root, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(installed(name), path, 'junction');
  }
}
