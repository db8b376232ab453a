/**
 * What the packages around a file tell of it:
 *
 *   file ─▶ manifest             the package.json that Node takes for the file's, read once
 *             ├─▶ module-kind    how the file is loaded: in the host's word, or by the `type` of its package
 *             ├─▶ runtime-check  whether tracked code can load the runtime from there, and which package lacks it
 *             └─▶ installed-package  the package that files of a project get by a name
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is read of a `package.json`. */
export interface Manifest {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly version?: unknown;
  readonly dependencies?: unknown;
  readonly devDependencies?: unknown;
  readonly peerDependencies?: unknown;
  readonly peerDependenciesMeta?: unknown;
  readonly scripts?: unknown;
}

const manifests = new Map<string, Manifest>();

/** The `package.json` that Node takes for the one of a file in `folder`; read once per process, as Node does. */
export function nearestManifest(folder: string): Manifest {
  const manifest = manifests.get(folder) ?? readManifest(folder);
  manifests.set(folder, manifest);
  return manifest;
}

function readManifest(folder: string): Manifest {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null ? manifest : {};
  } catch (error) {
    // A manifest that cannot be parsed is an error of Node's own, with its own message.
    if (error instanceof SyntaxError || folder === dirname(folder)) return {};
    return nearestManifest(dirname(folder));
  }
}

/** The name of the package that a file in `folder` is published with: manifests that only tell how a file is loaded have none. */
export function packageNameAt(folder: string): string | undefined {
  const { name } = nearestManifest(folder);
  if (typeof name === 'string') return name;
  return folder === dirname(folder) ? undefined : packageNameAt(dirname(folder));
}

/** Whether the package of a file in `folder` has `name` among what it asks npm for. */
export function dependsOn(folder: string, name: string): boolean {
  const { dependencies, devDependencies } = nearestManifest(folder);
  return [dependencies, devDependencies].some(
    (group) => typeof group === 'object' && group !== null && Object.hasOwn(group, name),
  );
}

/**
 * The version of the package that a module belongs to.
 *
 * @example
 * const version = versionOf(import.meta.url);
 */
export function versionOf(moduleUrl: string): string {
  const { version } = nearestManifest(dirname(fileURLToPath(moduleUrl)));
  return typeof version === 'string' ? version : '';
}
