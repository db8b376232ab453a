import { nearestManifest } from '../package/manifest.ts';

/** Where a file stands in the package that it belongs to. */
export interface PackageFile {
  /** The name of the package, as it calls itself. */
  readonly name: string;
  readonly version: string;
  readonly major: number;
  /** Below the folder of the package, without the extension. */
  readonly file: string;
}

// …/node_modules/, the folder of a package, with its scope if it has one, and what is below
const inPackage = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/@][^\\/]*)[\\/](.+?)\.[cm]?js(?:\?.*)?$/;

/** The package that a module is installed with, and its place there; undefined for the project's own. */
export function packageFileOf(id: string): PackageFile | undefined {
  const [, folder, file] = inPackage.exec(id) ?? [];
  if (folder === undefined || file === undefined) return undefined;
  const { name, version } = nearestManifest(folder);
  if (typeof name !== 'string' || typeof version !== 'string') return undefined;
  return { name, version, major: Number.parseInt(version, 10), file: file.replaceAll('\\', '/') };
}
