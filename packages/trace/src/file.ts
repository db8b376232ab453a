/** Trace files on a disk; apart from the rest, which also runs in pages. */
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { traceFile, type TraceFile } from './read/read-traces.ts';
import { createTraceReader } from './read/trace-reader.ts';

/**
 * Reads a trace file, such as `.bud/trace.jsonl`, line by line: it may be larger than a string can be. Rejects with the error of
 * the file system.
 *
 * @example
 * import { writeFileSync } from 'node:fs';
 * import { readTraceFile } from '@bud/trace/file';
 *
 * writeFileSync('trace.jsonl', '{"resourceLogs":[]}\n');
 * (await readTraceFile('trace.jsonl')).traces; // []
 */
export async function readTraceFile(path: string): Promise<TraceFile> {
  const reader = createTraceReader();
  let rest = '';
  // Not `readline`, for which U+2028, that may stand in JSON, ends a line.
  for await (const chunk of createReadStream(path, 'utf8')) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) reader.read(line);
  }
  reader.read(rest);
  return traceFile(reader);
}

/**
 * The files that were put aside from a trace file, or a flow file, because it was large: `trace-2026-11-27T00-12-49.123Z.jsonl`,
 * the oldest first. None where the folder cannot be read.
 *
 * @example
 * import { rotatedFiles } from '@bud/trace/file';
 *
 * await rotatedFiles('.bud/trace.jsonl'); // []
 */
export async function rotatedFiles(path: string): Promise<readonly string[]> {
  const extension = extname(path);
  const start = `${basename(path, extension)}-`;
  const names = await readdir(dirname(path)).catch(() => []);
  return names
    .filter((name) => name.startsWith(start) && name.endsWith(extension))
    .filter((name) => timestamp.test(name.slice(start.length, name.length - extension.length)))
    .toSorted()
    .map((name) => join(dirname(path), name));
}

const timestamp = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z$/;
