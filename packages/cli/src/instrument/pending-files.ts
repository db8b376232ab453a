import { renameSync, rmSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { fileFailure } from '../arguments/bad-input.ts';

/**
 * Files that are about to be written. Each waits, complete, beside the file that it will replace; at the end all are
 * renamed at once, so that a run which fails or is interrupted before leaves every file as it was, and none is ever
 * half-written.
 */
export class PendingFiles {
  /** The temporary file of each target. */
  readonly #files = new Map<string, string>();

  /** Writes a file that nobody sees yet. `mode`: its permissions. */
  async put(target: string, content: string | Uint8Array, mode: number): Promise<void> {
    const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.bud-tmp`);
    try {
      await mkdir(dirname(target), { recursive: true });
      this.#files.set(target, temporary);
      await writeFile(temporary, content, { flag: 'w' });
      // The mode of `writeFile` is narrowed by the umask.
      await chmod(temporary, mode & 0o7777);
    } catch (error) {
      throw fileFailure('write', target, error);
    }
  }

  /** Replaces all targets. Synchronous: no signal comes between two of them. */
  commit(): void {
    for (const [target, temporary] of this.#files) {
      try {
        renameSync(temporary, target);
      } catch (error) {
        throw fileFailure('write', target, error);
      }
    }
    this.#files.clear();
  }

  /** Removes what was not committed. */
  discard(): void {
    for (const temporary of this.#files.values()) rmSync(temporary, { force: true });
    this.#files.clear();
  }
}
