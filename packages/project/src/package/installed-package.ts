import { existsSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { join } from 'node:path';

import { nearestManifest, type Manifest } from './manifest.ts';

/** A package as it is installed for a project. */
export interface InstalledPackage {
  readonly folder: string;
  /** Empty where its manifest has none. */
  readonly version: string;
  readonly manifest: Manifest;
}

/** What Yarn's Plug'n'Play adds to the module in a process that it was loaded into. */
interface PlugAndPlay {
  readonly findPnpApi?: (path: string) => {
    /** The folder of a package, whatever its `exports`; throws for one that the importing package does not declare. */
    readonly resolveToUnqualified: (name: string, importer: string) => string | null;
  } | null;
}

/**
 * The package that files of a project get by that name; `undefined` when they get none. It is looked up as Node does, or
 * the package manager that answers for it, but for `exports`: a package need not have an entry, nor show its manifest.
 *
 * @example
 * installedPackage(process.cwd(), '@bud/runtime')?.manifest.name; // '@bud/runtime'
 */
export function installedPackage(root: string, name: string): InstalledPackage | undefined {
  const folder = foldersOf(root, name).find((each) => existsSync(join(each, 'package.json')));
  if (folder === undefined) return undefined;
  const manifest = nearestManifest(folder);
  return { folder, version: typeof manifest.version === 'string' ? manifest.version : '', manifest };
}

/** Where a package may be; with Plug'n'Play that is one place. */
function foldersOf(root: string, name: string): readonly string[] {
  // Proof of the cast: what Yarn documents; all of it is optional.
  const plugAndPlay = (module as PlugAndPlay).findPnpApi?.(join(root, 'package.json'));
  if (plugAndPlay) return declaredFolder(() => plugAndPlay.resolveToUnqualified(name, join(root, 'package.json')));
  const modules = createRequire(join(root, 'package.json')).resolve.paths(name) ?? [];
  return modules.map((folder) => join(folder, name));
}

function declaredFolder(find: () => string | null): readonly string[] {
  try {
    return [find() ?? []].flat();
  } catch {
    // The project does not declare it, so its files do not get it either.
    return [];
  }
}
