import { Groups, isLogSpan, type Grouping, type RollUp, type Sum } from '../../store/groups.ts';
import { matchesSpans, matchesSummary, asksForSpans } from '../../store/match.ts';
import type { WrittenEvent } from '../../store/written-event.ts';
import { parseQuery, type Query } from '../../store/query.ts';
import type { TraceSummary } from '../../store/summary.ts';
import { Unpacking, type UnpackedTrace } from '../../packed/unpack.ts';
import { eachLine } from './lines.ts';
import type { Source } from './source.ts';
import { Turns } from './turns.ts';

/** What `pageOf` says of a trace. */
interface About {
  readonly summary: TraceSummary;
  readonly flow: readonly WrittenEvent[];
}

/** The newest first. */
type UnpackedTraces = ReadonlyMap<string, UnpackedTrace<About>>;

/** The traces that stand in the page, base64 of gzip; undefined when there are none. */
export function packedTraces(): string | undefined {
  const text = document.getElementById('traces')?.textContent ?? '';
  return text === '' ? undefined : text;
}

/** Reads the traces that stand in the page; `onProgress` is called now and then with what part of it is read. */
export async function embeddedSource(packed: string, onProgress: (part: number) => void): Promise<Source> {
  const traces = await tracesIn(bytesOf(packed), onProgress);
  return {
    isLive: false,
    list: (query, count, signal) => search(traces, parseQuery(query), count, signal),
    rollUp: (query, by, most, signal) => rollUp(traces, parseQuery(query), { by, most, signal }),
    trace: (traceId) => Promise.resolve(updateOf(traces.get(traceId))),
    onChange: () => {},
    openEditor: undefined,
  };
}

function updateOf(trace: UnpackedTrace<About> | undefined): Awaited<ReturnType<Source['trace']>> {
  return trace === undefined
    ? undefined
    : { revision: 1, spans: trace.spans, logs: trace.logs, flow: trace.about.flow };
}

/** Not by `Uint8Array.from`, which asks the string for each character by an iterator. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = characters.charCodeAt(index);
  return bytes;
}

async function tracesIn(bytes: Uint8Array<ArrayBuffer>, onProgress: (part: number) => void): Promise<UnpackedTraces> {
  const traces = new Map<string, UnpackedTrace<About>>();
  const reading = new Unpacking<About>();
  const turns = new Turns();
  let readLength = 0;
  await eachLine(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')), turns, (line) => {
    const trace = reading.read(line);
    readLength += line.length;
    if (trace === undefined) return;
    traces.set(trace.traceId, trace);
    // JSON packs to about a tenth; it only moves a bar.
    if (turns.isOver()) onProgress(Math.min(readLength / (bytes.length * 10), 0.95));
  });
  return traces;
}

async function search(
  traces: UnpackedTraces,
  query: Query,
  count: number,
  signal: AbortSignal,
): ReturnType<Source['list']> {
  const found: TraceSummary[] = [];
  let total = 0;
  for await (const { about } of matching(traces, query, new Turns(signal))) {
    if (found.length < count) found.push(about.summary);
    total += 1;
  }
  return { traces: found, total };
}

async function rollUp(
  traces: UnpackedTraces,
  query: Query,
  { by, most, signal }: { readonly by: Grouping; readonly most: Sum; readonly signal: AbortSignal },
): Promise<RollUp> {
  const groups = new Groups(by);
  const turns = new Turns(signal);
  for await (const { spans, logs } of matching(traces, query, turns))
    await turns.each(spans, (span) => {
      if (logs.length === 0 || !isLogSpan(span)) groups.add(span);
    });
  return groups.rollUp(most);
}

async function* matching(traces: UnpackedTraces, query: Query, turns: Turns): AsyncGenerator<UnpackedTrace<About>> {
  const needsSpans = asksForSpans(query);
  for (const trace of traces.values()) {
    const { about, spans, logs } = trace;
    if (matchesSummary(query, about.summary) && (!needsSpans || matchesSpans(query, spans, logs))) yield trace;
    if (turns.isOver()) await turns.next();
  }
}
