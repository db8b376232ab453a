import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import type { LogFile, LogFileLimits } from '../platform.ts';

/**
 * Opens a file for appending, and makes its folder. Each append is one system call in append mode: what was written is the
 * kernel's, whatever happens to the process, and several processes can write whole lines to one file.
 *
 *   trace.jsonl ─ as large as `maxBytes` ─▶ trace-2026-11-27T00-12-49.123Z.jsonl, of which the newest `keep` stay
 *
 * A process whose file was put aside by another one goes on in the new file.
 */
export function openLog(path: string, { maxBytes, keep }: LogFileLimits): LogFile {
  let file: number | undefined;
  const open = (): number => {
    makeFolder(dirname(path));
    const opened = openSync(path, 'a+');
    // A process that was killed while it wrote has left half a line: the next one must not become part of it.
    if (!endsLine(opened)) writeSync(opened, '\n');
    return opened;
  };
  const close = (): void => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
  /** The file to write to: where the path leads now, and with room for so many bytes. */
  const fileFor = (bytes: number): number => {
    if (file !== undefined && !isAt(file, path)) close();
    const current = (file ??= open());
    const { size } = fstatSync(current);
    if (size === 0 || size + bytes <= maxBytes) return current;
    close();
    putAside(path, keep);
    return (file = open());
  };
  return {
    append(lines) {
      const bytes = Buffer.from(lines, 'utf8');
      const target = fileFor(bytes.length);
      for (let written = 0; written < bytes.length;) written += writeSync(target, bytes, written);
    },
    close,
  };
}

/**
 * Node's own `recursive` never comes back where a file system answers that a folder which cannot be made does not exist, as
 * `/proc` does.
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(folder)) throw error;
  }
}

function endsLine(file: number): boolean {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  return size === 0 || readSync(file, last, 0, 1, size - 1) === 0 || last[0] === newline;
}

const newline = 0x0a;

function isAt(file: number, path: string): boolean {
  const [own, there] = [fstatSync(file), statSync(path, { throwIfNoEntry: false })];
  return there !== undefined && own.ino === there.ino && own.dev === there.dev;
}

function putAside(path: string, keep: number): void {
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  const [newest = ''] = asideOf(stem, extension);
  let time = Date.now();
  // Their names are their order, also of two in one millisecond.
  while (nameAt(time, stem, extension) <= newest) time += 1;
  renameSync(path, nameAt(time, stem, extension));
  for (const old of asideOf(stem, extension).slice(keep)) rmSync(old, { force: true });
}

/** No colons: Windows does not take them. */
function nameAt(time: number, stem: string, extension: string): string {
  return `${stem}-${new Date(time).toISOString().replaceAll(':', '-')}${extension}`;
}

/** Files that were put aside, the newest first. */
function asideOf(stem: string, extension: string): readonly string[] {
  const folder = dirname(stem);
  const start = `${basename(stem)}-`;
  return readdirSync(folder)
    .filter((name) => name.startsWith(start) && name.endsWith(extension))
    .filter((name) => timestamp.test(name.slice(start.length, name.length - extension.length)))
    .toSorted()
    .toReversed()
    .map((name) => `${stem}-${name.slice(start.length)}`);
}

const timestamp = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z$/;
