import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { repository } from './document.ts';

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly bin?: string | Readonly<Record<string, string>>;
}

/** Where this repository has packages installed: at its root, and where a suite or an example has its own. */
function installFolders(): readonly string[] {
  const own = ['examples', 'test', 'test/studies'].flatMap((folder) => {
    const path = join(repository, folder);
    return existsSync(path) ? readdirSync(path).map((name) => join(path, name, 'node_modules')) : [];
  });
  return [join(repository, 'node_modules'), ...own].filter((folder) => existsSync(folder));
}

/** Does what `npm install <words>` does, with the packages that this repository has; flags do not matter here. */
export function install(project: string, words: readonly string[]): void {
  for (const word of words.filter((word) => !word.startsWith('-'))) {
    const { name = '', range } = /^(?<name>@?[^@]+)(?:@(?<range>.+))?$/.exec(word)?.groups ?? {};
    const folder = installFolders().find((place) => existsSync(join(place, name, 'package.json')));
    if (folder === undefined) throw new Error(`${name} is installed nowhere in this repository`);
    const manifest = readManifest(join(folder, name));
    if (range !== undefined && !manifest.version?.startsWith(`${range}.`)) {
      throw new Error(`${word}: this repository has ${manifest.version}`);
    }
    link(join(folder, name), join(project, 'node_modules', name));
    linkPrograms(join(project, 'node_modules'), name, manifest);
  }
}

function linkPrograms(modules: string, name: string, { bin = {} }: Manifest): void {
  const programs = typeof bin === 'string' ? { [name]: bin } : bin;
  for (const [program, file] of Object.entries(programs)) {
    const target = join(modules, name, file);
    chmodSync(target, 0o755);
    link(target, join(modules, '.bin', program));
  }
}

function link(target: string, path: string): void {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(realpathSync(target), path);
}

function readManifest(folder: string): Manifest {
  // Proof of the cast: npm installs nothing without a manifest of this form.
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}
