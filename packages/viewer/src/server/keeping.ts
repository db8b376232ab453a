import { AppendedFile } from '../disk/appended-file.ts';
import type { Keep } from './receive.ts';

/** Appends to a file; what a full disk does not take is shown all the same, and said once until it takes something again. */
export function keeping(path: string, report: (message: string) => void): Keep {
  const file = new AppendedFile(path);
  let hasFailed = false;
  return async (line) => {
    try {
      await file.append(line);
      hasFailed = false;
    } catch (error) {
      if (!hasFailed) report(`${path} cannot be written (${reasonOf(error)}): new traces are shown, and not kept.`);
      hasFailed = true;
    }
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
