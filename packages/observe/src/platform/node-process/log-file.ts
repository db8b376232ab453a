import { closeSync, fstatSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LogFile } from '../platform.ts';

/**
 * Opens a file for appending, and makes its folder. Each write is one system call in append mode: what was written is the
 * kernel's, whatever happens to the process, and several processes can write whole lines to one file.
 */
export function openLog(path: string): LogFile {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'a');
  let { size } = fstatSync(file);
  return {
    get size() {
      return size;
    },
    append(lines) {
      const bytes = Buffer.from(lines, 'utf8');
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
      size += bytes.length;
    },
    close: () => closeSync(file),
  };
}
