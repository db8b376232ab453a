/**
 * The processes of this machine:
 *
 *   running-process   the one of a number, or all JavaScript of this user; nobody is signalled to find out
 *     ├─ process-data   what is known of each
 *     ├─ proc         what Linux tells in /proc
 *     └─ ps           what macOS and the BSDs tell
 *   open-inspector    makes one listen: the only thing that is ever done to a process from outside
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RunningProcess } from './process-data.ts';
import { processInProc, pidsInProc, portsInProc } from './proc.ts';
import { portsInLsof, processesInPs } from './ps.ts';

/** A process that runs JavaScript. */
export interface JavaScriptProcess {
  readonly pid: number;
  readonly runtime: 'node' | 'bun' | 'deno';
  /** What it was started with, without the executable. */
  readonly command: string;
  /** Whether its script contains the gate; one that imports it from elsewhere may have it, too. */
  readonly hasGate: boolean;
}

const hasProc = process.platform === 'linux';

/** Undefined when there is none of that number. */
export function processOf(pid: number): RunningProcess | undefined {
  return hasProc ? processInProc(pid) : processesInPs().find((each) => each.pid === pid);
}

/** The ports that it listens at. */
export function portsOf(pid: number): readonly number[] {
  return hasProc ? portsInProc(pid) : portsInLsof(pid);
}

/** `node`, `bun` or `deno`, by the name of the executable; undefined for anything else. */
export function runtimeOf({ executable }: RunningProcess): JavaScriptProcess['runtime'] | undefined {
  const name = /^(node|bun|deno)(?:js)?[-\d.]*(?:\.exe)?$/.exec(executable)?.[1];
  // Proof of the cast: the words of the expression.
  return name as JavaScriptProcess['runtime'] | undefined;
}

/**
 * The JavaScript processes of this user, this one left out.
 *
 * @example
 * import { listProcesses } from '@bud/attach';
 *
 * listProcesses().every(({ pid }) => pid !== process.pid); // true
 */
export function listProcesses(): readonly JavaScriptProcess[] {
  const uid = process.getuid?.();
  const all = hasProc ? pidsInProc().flatMap((pid) => processInProc(pid) ?? []) : processesInPs();
  return all
    .filter((each) => each.uid === uid && each.pid !== process.pid)
    .flatMap((each) => {
      const runtime = runtimeOf(each);
      if (runtime === undefined) return [];
      return [{ pid: each.pid, runtime, command: each.words.slice(1).join(' '), hasGate: hasGate(each) }];
    });
}

const mostOfScript = 2 ** 26;

function hasGate({ words, folder = '' }: RunningProcess): boolean {
  const script = words
    .slice(1)
    .filter((word) => !word.startsWith('-'))
    .map((word) => resolve(folder, word))
    .find((path) => existsSync(path) && statSync(path).isFile());
  if (script === undefined || statSync(script).size > mostOfScript) return false;
  return readFileSync(script).includes('bud.gate.v1');
}
