import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { install as installFolder } from '../install.mjs';
import { repository } from './document.ts';

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly bin?: string | Readonly<Record<string, string>>;
}

/**
 * Folders with packages of their own, besides the root: a package is taken from the first that asks for it, where
 * several versions are installed under its name and the version.
 */
const installs = ['.', 'test/hosts', 'examples/turbopack', 'test/integrations', 'test/studies/llm/langchain-1'];

/** Does what `npm install <words>` does, with the packages that this repository has; flags do not matter here. */
export async function install(project: string, words: readonly string[]): Promise<void> {
  for (const word of words.filter((word) => !word.startsWith('-'))) {
    const { name = '', range } = /^(?<name>@?[^@]+)(?:@(?<range>.+))?$/.exec(word)?.groups ?? {};
    const folder = (range && (await installedAt(`${name}-${range}`))) || (await installedAt(name));
    if (folder === undefined) throw new Error(`${name} is installed nowhere in this repository`);
    const manifest = readManifest(folder);
    if (range !== undefined && !manifest.version?.startsWith(`${range}.`)) {
      throw new Error(`${word}: this repository has ${manifest.version}`);
    }
    link(folder, join(project, 'node_modules', name));
    linkPrograms(join(project, 'node_modules'), name, manifest);
  }
}

async function installedAt(name: string): Promise<string | undefined> {
  for (const place of installs) {
    const folder = join(repository, place, 'node_modules', name);
    const { dependencies = {} } = readManifest(join(repository, place));
    // What is there only because another package needs it may be gone tomorrow.
    if (place !== '.' && dependencies[name] === undefined) continue;
    if (place !== '.') await installFolder(place);
    if (existsSync(join(folder, 'package.json'))) return folder;
  }
  return undefined;
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
