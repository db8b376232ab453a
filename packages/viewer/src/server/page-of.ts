import { access } from 'node:fs/promises';
import { packed } from '../packed/pack.ts';
import { TraceFiles } from '../source/trace-files.ts';
import { parseQuery } from '../store/query.ts';
import { TraceStore } from '../store/trace-store.ts';
import { pageWith } from './page.ts';

/**
 * One HTML file with the traces of files in it: it opens from a disk, offline, and can be mailed. Rejects when a file cannot be
 * read.
 *
 * @example
 * import { writeFileSync } from 'node:fs';
 * import { pageOf } from '@bud/viewer';
 *
 * writeFileSync('trace.jsonl', '');
 * (await pageOf(['trace.jsonl'])).startsWith('<!doctype html>'); // true
 */
export async function pageOf(files: readonly string[]): Promise<string> {
  await Promise.all(files.map((file) => access(file)));
  const store = new TraceStore(Infinity);
  await new TraceFiles(store, files).readAll();
  return await pageWith(packedTraces(store));
}

/** All traces, the newest first. */
function* packedTraces(store: TraceStore): Generator<string> {
  for (const summary of store.matching(parseQuery(''))) {
    const trace = store.trace(summary.traceId);
    if (trace !== undefined) yield* packed({ ...trace, about: { summary, flow: trace.flow } });
  }
}
