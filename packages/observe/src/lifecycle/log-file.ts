import { platform } from '#platform';
import { fileDefaults } from '../export/target-options.ts';
import type { LogFile, LogFileLimits } from '../platform/platform.ts';

/**
 * Opens a file for appending whole lines, put aside as the file exporter does it: at 50 MB, five are kept. A line that was
 * appended survives the process. Undefined where there are no files.
 *
 * @example
 * import { openLogFile } from '@bud/observe';
 *
 * const file = openLogFile('.bud/notes.jsonl');
 * file?.append('{"note":1}\n');
 * file?.close();
 */
export function openLogFile(path: string, limits: Partial<LogFileLimits> = {}): LogFile | undefined {
  const { maxBytes = fileDefaults.maxBytes, keep = fileDefaults.keep } = limits;
  return platform.openLog?.(path, { maxBytes, keep });
}
