import { createRequire, isBuiltin, syncBuiltinESMExports } from 'node:module';
import { programPlaces, resolvedBy } from '../platform/node-process/installed.ts';

const own = createRequire(import.meta.url);

/** The file that a program began with, or the folder it was started in. */
export function fromProgram(): string {
  return process.argv[1] ?? process.cwd();
}

/** Loads a library as the program would; false when it is not there. */
export function loadFromProgram(name: string): boolean {
  if (isBuiltin(name)) return true;
  for (const place of programPlaces()) {
    const require = createRequire(place);
    const path = resolvedBy(require, name);
    if (path === undefined) continue;
    require(path);
    return true;
  }
  return false;
}

/** One file of a library that the process has loaded. */
export interface LoadedFile {
  /** As instrumentations name it: `pg/lib/client.js`, and `pg` for the file that the package is entered by. */
  readonly name: string;
  readonly version: string | undefined;
  readonly exports: unknown;
}

/** The files of a library that are loaded, of every copy of it. ES modules import the CommonJS ones from the same place. */
export function loadedFiles(library: string): readonly LoadedFile[] {
  if (isBuiltin(library)) return [{ name: library, version: process.versions.node, exports: own(library) }];
  const infix = `/node_modules/${library}/`;
  return Object.entries(own.cache).flatMap(([path, module]): readonly LoadedFile[] => {
    const file = path.replaceAll('\\', '/');
    const start = file.lastIndexOf(infix);
    if (start === -1 || module?.loaded !== true || file.indexOf('/node_modules/', start + infix.length) !== -1)
      return [];
    const root = path.slice(0, start + infix.length);
    const isEntry = resolvedBy(createRequire(`${root}package.json`), root) === path;
    const name = isEntry ? library : `${library}/${file.slice(start + infix.length)}`;
    return [{ name, version: versionOf(root), exports: module.exports as unknown }];
  });
}

function versionOf(root: string): string | undefined {
  // Proof of the cast: npm reads the same member.
  return (own(`${root}package.json`) as { readonly version?: string }).version;
}

/** Makes `import { request } from 'node:http'` see what `require('http').request` is. */
export function shareBuiltins(): void {
  syncBuiltinESMExports();
}
