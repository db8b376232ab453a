import { open, stat } from 'node:fs/promises';

/** Most that is read at once: memory stays small however large a file is. */
const chunkBytes = 4 * 2 ** 20;

/**
 * A file that grows: each call of `read` gives the lines that have come since the one before. Half a line waits for its rest;
 * a file that has become smaller, or is another one, is read from its beginning.
 */
export class FollowedFile {
  readonly path: string;
  #identity = '';
  #offset = 0;
  #rest: Buffer = Buffer.alloc(0);

  constructor(path: string) {
    this.path = path;
  }

  /** Gives groups of lines. Rejects when the file cannot be read; one that is not there has no lines. */
  async read(onLines: (lines: readonly string[]) => void | Promise<void>): Promise<void> {
    const found = await stat(this.path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (found === undefined) return;
    const identity = `${found.dev}:${found.ino}`;
    if (identity !== this.#identity || found.size < this.#offset) {
      [this.#identity, this.#offset, this.#rest] = [identity, 0, Buffer.alloc(0)];
    }
    if (found.size === this.#offset) return;
    const file = await open(this.path, 'r');
    try {
      for (;;) {
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, this.#offset);
        if (bytesRead === 0) break;
        this.#offset += bytesRead;
        await onLines(this.#linesIn(buffer.subarray(0, bytesRead)));
      }
    } finally {
      await file.close();
    }
  }

  /** What stands at the end without a newline: half a line, or the last one of a file that nobody writes any more. */
  rest(): readonly string[] {
    const rest = this.#rest.toString('utf8');
    return rest.trim() === '' ? [] : [rest];
  }

  #linesIn(bytes: Buffer): readonly string[] {
    const end = bytes.lastIndexOf(newline);
    if (end === -1) {
      // No line is as long as this: the file is none of lines, and must not fill the memory.
      this.#rest = this.#rest.length > longestLine ? bytes : Buffer.concat([this.#rest, bytes]);
      return [];
    }
    const whole = Buffer.concat([this.#rest, bytes.subarray(0, end)]).toString('utf8');
    this.#rest = Buffer.from(bytes.subarray(end + 1));
    return whole.split('\n');
  }
}

const newline = 0x0a;
const longestLine = 128 * 2 ** 20;
