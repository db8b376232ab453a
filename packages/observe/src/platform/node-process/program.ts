/**
 * What a process of Node offers:
 *
 *   program        its name and version
 *   log-file       a file that grows line by line
 *   detectors      what describes its machine      installed   packages as the program finds them
 *   post           bytes to a URL, while the process runs
 *   post-at-exit   the same when nothing asynchronous runs any more
 *   certificates   of both
 *   viewer         whether one runs on this machine
 *   exit           every way in which a process ends
 *   runtime-metrics   its event loop, memory and garbage collection
 *   source-maps    stacks with the places of the sources
 */
import { readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

/** Name and version of the program: its nearest `package.json`, or the name of the file that was started. */
export function packageOfProgram(): { readonly name?: string | undefined; readonly version?: string | undefined } {
  const script = process.argv[1];
  const start = script === undefined ? process.cwd() : dirname(script);
  const found = nearestPackage(start);
  const { name, version } = found ?? {};
  const executable = basename(script ?? process.execPath, extname(script ?? process.execPath));
  return {
    name: typeof name === 'string' && name !== '' ? name : executable,
    version: typeof version === 'string' ? version : undefined,
  };
}

function nearestPackage(folder: string): { readonly name?: unknown; readonly version?: unknown } | undefined {
  try {
    const found: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    // A package.json that only sets `type` is no program's.
    if (typeof found === 'object' && found !== null && 'name' in found) return found;
  } catch {
    // None here, or one that nobody can read: the next folder up may have one.
  }
  const parent = dirname(folder);
  return parent === folder ? undefined : nearestPackage(parent);
}
