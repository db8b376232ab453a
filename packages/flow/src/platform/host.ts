import type { WriteFileOptions } from 'node:fs';

/** What a host may have put on its global object. */
interface Host {
  readonly process?: {
    readonly env?: Readonly<Record<string, string | undefined>>;
    readonly stdout?: { write(line: string): unknown };
    on?(event: 'exit', listener: () => void): unknown;
    off?(event: 'exit', listener: () => void): unknown;
    getBuiltinModule?(id: string): unknown;
  };
  readonly console?: { log(line: string): void; warn(line: string): void };
}

// Proof of the cast: every member is optional, and each is asked for before it is used.
const host = globalThis as unknown as Host;

/** Whether the program says that it runs in production. */
export function isProduction(): boolean {
  return host.process?.env?.['NODE_ENV'] === 'production';
}

/** Prints a line for a person. */
export function print(line: string): void {
  const { stdout } = host.process ?? {};
  if (stdout === undefined) host.console?.log(line);
  else stdout.write(`${line}\n`);
}

/** Says what a person must know about the setup. */
export function complain(line: string): void {
  host.console?.warn(line);
}

/** Most lines that are remembered: a message with something of the program's in it must not fill the memory. */
const mostTold = 100;
const told = new Set<string>();

/** The same, once for each. */
export function complainOnce(line: string): void {
  if (told.has(line) || told.size === mostTold) return;
  told.add(line);
  complain(line);
}

/** Calls back in the last synchronous moment of the process, unless that is taken back; never where there is none. */
export function onLast(run: () => void): () => void {
  host.process?.on?.('exit', run);
  return () => void host.process?.off?.('exit', run);
}

/** Calls back later, unless that is taken back; keeps the process alive only when it is told to. */
export function later(
  ms: number,
  run: () => void,
  { keepsAlive = false }: { readonly keepsAlive?: boolean } = {},
): () => void {
  const timer: unknown = setTimeout(run, ms);
  // In Node and its like a timer is an object; in browsers and Workers it is a number, and keeps nothing alive.
  const isObject = typeof timer === 'object' && timer !== null;
  if (!keepsAlive && isObject && 'unref' in timer && typeof timer.unref === 'function') timer.unref();
  // Proof of the cast: it is what `setTimeout` has just given.
  return () => clearTimeout(timer as Parameters<typeof clearTimeout>[0]);
}

/** The part of `node:fs` that is needed; Node, Bun and Deno have it. */
export interface FileSystem {
  existsSync(path: string): boolean;
  mkdirSync(path: string, options: { readonly recursive: true }): unknown;
  readFileSync(path: string, encoding: 'utf8'): string;
  renameSync(from: string, to: string): void;
  rmSync(path: string, options: { readonly force: true }): void;
  writeFileSync(path: string, text: string, options?: WriteFileOptions): void;
}

/**
 * The files of this machine, without importing a module that not every runtime has. Throws an `Error` where there are none.
 */
export function files(purpose: string): FileSystem {
  // Proof of the cast: the module has these functions wherever it is.
  const system = host.process?.getBuiltinModule?.('node:fs') as FileSystem | undefined;
  if (system === undefined) throw new Error(`There are no files in this runtime ${purpose}.`);
  return system;
}
