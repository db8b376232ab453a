/** Trace files on a disk; apart from the rest, which also runs in pages. */
import { createReadStream } from 'node:fs';
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
