import { parseQuery } from '../../store/query.ts';
import { readLines } from '../../store/read-lines.ts';
import type { TraceSummary } from '../../store/summary.ts';
import { TraceStore } from '../../store/trace-store.ts';
import type { Source } from './source.ts';
import { Turns } from './turns.ts';

/** The traces that stand in the page, base64 of gzip; undefined when there are none. */
export function packedTraces(): string | undefined {
  const text = document.getElementById('traces')?.textContent ?? '';
  return text === '' ? undefined : text;
}

/** Reads the traces that stand in the page; `onProgress` is called now and then with what part of it is read. */
export async function embeddedSource(packed: string, onProgress: (part: number) => void): Promise<Source> {
  const store = new TraceStore(Infinity);
  await readInto(store, packed, onProgress);
  return {
    isLive: false,
    list: (query, count, signal) => search(store, query, count, signal),
    trace: (traceId, after) => Promise.resolve(store.trace(traceId, after)),
    onChange: () => {},
    openEditor: undefined,
  };
}

async function readInto(store: TraceStore, packed: string, onProgress: (part: number) => void): Promise<void> {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const text = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'))
    .pipeThrough(new TextDecoderStream());
  const turns = new Turns();
  let rest = '';
  let readLength = 0;
  for (const reader = text.getReader(); ;) {
    const { done, value = '' } = await reader.read();
    const lines = `${rest}${value}`.split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    readLength += value.length;
    for (const line of lines) {
      const { spans, logs } = readLines([line]);
      store.add(spans, logs);
      if (turns.isOver()) {
        // JSON packs to about a tenth; it only moves a bar.
        onProgress(Math.min(readLength / (bytes.length * 10), 0.95));
        await turns.next();
      }
    }
    if (done) return;
  }
}

async function search(
  store: TraceStore,
  query: string,
  count: number,
  signal: AbortSignal,
): ReturnType<Source['list']> {
  const traces: TraceSummary[] = [];
  let total = 0;
  const turns = new Turns();
  for (const summary of store.eachMatching(parseQuery(query))) {
    if (summary !== undefined) {
      if (traces.length < count) traces.push(summary);
      total += 1;
    }
    if (turns.isOver()) {
      await turns.next();
      signal.throwIfAborted();
    }
  }
  return { traces, total };
}
