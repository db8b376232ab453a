/**
 * Files of lines that other processes may write and rotate at the same time:
 *
 *   appended-file   written, and put aside when it is large
 *   followed-file   read while it grows
 *   half a line, of a process that was killed, spoils no other line
 */
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { rotatedFiles } from '@bud/trace/file';

/** How large a file gets, and how many old ones stay. */
export interface AppendLimits {
  readonly maxBytes: number;
  readonly keep: number;
}

/** As `@bud/observe` writes its files. */
const defaultLimits: AppendLimits = { maxBytes: 50 * 2 ** 20, keep: 5 };

/**
 * A file of lines that others may write and rotate at the same time:
 *
 *   trace.jsonl ─ as large as `maxBytes` ─▶ trace-2026-11-27T00-12-49.123Z.jsonl, of which the newest `keep` stay
 *
 * Each append is one call in append mode, so that a line is whole whatever happens to this process.
 */
export class AppendedFile {
  readonly path: string;
  readonly #limits: AppendLimits;
  #last: Promise<void> = Promise.resolve();

  constructor(path: string, limits: AppendLimits = defaultLimits) {
    this.path = path;
    this.#limits = limits;
  }

  /** Appends lines, one call after the other. Rejects when the disk takes no more. */
  append(lines: string): Promise<void> {
    const appended = this.#last.then(() => this.#write(Buffer.from(lines, 'utf8')));
    this.#last = appended.catch(() => {});
    return appended;
  }

  async #write(bytes: Buffer): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const size = (await stat(this.path).catch(() => undefined))?.size ?? 0;
    if (size > 0 && size + bytes.length > this.#limits.maxBytes) await this.#putAside();
    const file = await open(this.path, 'a+');
    try {
      // A process that was killed while it wrote has left half a line: this one must not become part of it.
      await file.writeFile((await endsLine(file)) ? bytes : Buffer.concat([Buffer.from('\n'), bytes]));
    } finally {
      await file.close();
    }
  }

  async #putAside(): Promise<void> {
    const extension = extname(this.path);
    const stem = this.path.slice(0, this.path.length - extension.length);
    await rename(this.path, `${stem}-${new Date().toISOString().replaceAll(':', '-')}${extension}`);
    for (const old of (await rotatedFiles(this.path)).slice(0, -this.#limits.keep)) await rm(old, { force: true });
  }
}

async function endsLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const { bytesRead, buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return bytesRead === 0 || buffer[0] === newline;
}

const newline = 0x0a;
