import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { App } from './app.ts';
import type { InsideEntry, TelemetrySet } from './bundle-inside.ts';
import { startChromium } from './start-chromium.ts';
import { startFiles } from './start-files.ts';
import { startWorkerd } from './start-workerd.ts';

/** One runtime to execute the fixtures on. */
export interface Runtime {
  readonly name: string;
  readonly entry: InsideEntry;
  readonly sets: readonly TelemetrySet[];
  /** False where nothing follows a program across its awaits: only what is started synchronously has its parent. */
  readonly hasContextManager: boolean;
  /** Absolute path; undefined when it is not installed. */
  readonly binary: string | undefined;
  /** How to get it. */
  readonly remedy: string;
  /** Resolves to what it saw of each fixture, as JSON. */
  start(app: App, inside: string, binary: string): Promise<string>;
}

const packagesFolder = fileURLToPath(new URL('node_modules', import.meta.url));
const installed = 'npm ci in test/studies/runtimes';
const bothSets: readonly TelemetrySet[] = ['2.x', '3.x'];

/** All of them, in the order of the table. */
export const runtimes: readonly Runtime[] = [
  // OpenTelemetry 3.x asks for Node 22.15.
  node('20', ['2.x']),
  { ...node('20', ['2.x'], ['--no-context-manager']), name: 'Node 20, no context', hasContextManager: false },
  node('22', bothSets),
  node('24', bothSets),
  node('26', bothSets),
  withFiles('Bun', 'bun/bin/bun.exe'),
  withFiles('Deno', 'deno/deno', ['run', '--allow-all', '--node-modules-dir=manual', '--cached-only', '--no-lock']),
  {
    name: 'workerd',
    entry: 'worker',
    sets: bothSets,
    hasContextManager: true,
    binary: inPackages('workerd/bin/workerd'),
    remedy: installed,
    start: startWorkerd,
  },
  {
    name: 'Chromium',
    entry: 'page',
    sets: bothSets,
    hasContextManager: false,
    binary: inPath(['chromium', 'chromium-browser', 'google-chrome']),
    remedy: 'install the package "chromium" of the system',
    start: startChromium,
  },
];

function node(major: string, sets: readonly TelemetrySet[], after: readonly string[] = []): Runtime {
  return { ...withFiles(`Node ${major}`, `node-${major}/bin/node`, [], after), sets };
}

function withFiles(name: string, path: string, before: readonly string[] = [], after: readonly string[] = []): Runtime {
  return {
    name,
    entry: 'files',
    sets: bothSets,
    hasContextManager: true,
    binary: inPackages(path),
    remedy: installed,
    start: (app, inside, binary) => startFiles(app, inside, binary, [before, after]),
  };
}

/** The first version number that a binary prints of itself. */
export function versionOf(binary: string): string {
  const output = execFileSync(binary, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return /\d[\d.-]+/.exec(output)?.[0] ?? 'unknown';
}

function inPackages(path: string): string | undefined {
  return existing([join(packagesFolder, path)]);
}

function inPath(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return existing(names.flatMap((name) => folders.map((folder) => join(folder, name))));
}

function existing(paths: readonly string[]): string | undefined {
  return paths.find((path) => existsSync(path));
}
