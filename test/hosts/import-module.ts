import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BuiltModule } from './host.ts';
import type { Project } from './project.ts';

/** Loads a built module with Node itself: vitest hands everything inside `node_modules` to Node as it is. */
export async function importModule<T>(project: Project, { code, extension }: BuiltModule): Promise<T> {
  const folder = join(project.root, 'node_modules/.built');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `module-${(count += 1)}.${extension}`);
  writeFileSync(path, code);
  // Proof of the cast: the caller wrote the module.
  return (await import(/* @vite-ignore */ pathToFileURL(path).href)) as T;
}

let count = 0;
