/**
 * Traces in memory, for the server and for agents:
 *
 *   query, as it is typed ─▶ what is asked of a list
 *   read-lines ─▶ spans, logs ─▶ trace-store ─▶ a list: the summary of each trace that is a match for a query
 *                                          ├─▶ the spans of one trace; what of them is new since a revision
 *                                          └─▶ groups: what calls took together, in all of them (shown-type)
 *   written-event   what a flow file says of a span
 *   traces   what a server asks of any of them, in memory or not
 */
import type { LogData, SpanData } from '@bud/trace';
import type { WrittenEvent } from './written-event.ts';
import { asksForSpans, matchesSpans, matchesSummary } from './match.ts';
import { Groups, isLogSpan, summedSpan, type Grouping, type RollUp, type Sum } from './groups.ts';
import type { Query } from './query.ts';
import { summaryOf, type TraceSummary } from './summary.ts';
import type { TraceData, TraceList, Traces } from './traces.ts';

interface Revised<Of> {
  readonly data: Of;
  readonly revision: number;
}

interface StoredTrace {
  readonly traceId: string;
  readonly spans: Map<string, Revised<SpanData>>;
  readonly logs: Map<string, Revised<LogData>>;
  startMs: number;
  summary: TraceSummary | undefined;
}

/** So many spans of a few kilobytes fit into the memory of any machine. */
const defaultMostSpans = 500_000;
/** To sum so many up takes a few milliseconds. */
const spansInTurn = 2000;

export class TraceStore implements Traces {
  #traces = new Map<string, StoredTrace>();
  /** The newest last, as they mostly come; undefined where it has to be put in order. */
  #ordered: StoredTrace[] | undefined = [];
  /** By span, which may come later. */
  readonly #flow = new Map<string, WrittenEvent[]>();
  #revision = 0;
  #spanCount = 0;
  readonly #mostSpans: number;
  readonly #listeners = new Set<(traceIds: ReadonlySet<string>) => void>();

  constructor(mostSpans: number = defaultMostSpans) {
    this.#mostSpans = mostSpans;
  }

  get revision(): number {
    return this.#revision;
  }

  traceIds(): Iterable<string> {
    return this.#traces.keys();
  }

  /** Calls back with the traces that have changed; returns what ends that. */
  onChange(listener: (traceIds: ReadonlySet<string>) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes spans and logs; one that is there already, as files are read twice, changes nothing. */
  add(spans: readonly SpanData[], logs: readonly LogData[] = [], flow: readonly WrittenEvent[] = []): void {
    const changed = new Set<string>();
    this.#revision += 1;
    for (const span of spans) if (this.#addSpan(span)) changed.add(span.traceId);
    for (const log of logs) if (this.#addLog(log)) changed.add(log.traceId);
    for (const event of flow) if (this.#addFlowEvent(event)) this.#traceWith(event.span_id, changed);
    if (changed.size === 0) return;
    this.#dropOldest();
    for (const listener of this.#listeners) listener(changed);
  }

  /** Traces that a query asks for: `count` of them from the newest or, if given, after the first `from`. */
  list(query: Query, from: number = 0, count: number = Infinity): TraceList {
    const found: TraceSummary[] = [];
    let total = 0;
    for (const summary of this.matching(query)) {
      if (total >= from && found.length < count) found.push(summary);
      total += 1;
    }
    return { traces: found, total };
  }

  *matching(query: Query): Generator<TraceSummary> {
    const needsSpans = asksForSpans(query);
    const ordered = this.#inOrder();
    for (let index = ordered.length - 1; index >= 0; index -= 1) {
      const trace = ordered[index];
      if (trace === undefined) continue;
      const summary = summaryIn(trace);
      if (matchesSummary(query, summary) && (!needsSpans || matchesTrace(query, trace))) yield summary;
    }
  }

  /** What the calls in all traces that a query asks for took together, those with most of something first. */
  async rollUp(query: Query, by: Grouping, most: Sum, signal: AbortSignal): Promise<RollUp> {
    const groups = new Groups(by);
    let turn = 0;
    for (const { traceId } of this.matching(query)) {
      for (const span of dataIn(this.#traces.get(traceId))) {
        if (!isLogSpan(span)) groups.add(summedSpan(span));
        turn += 1;
      }
      // Whoever sends spans must not wait.
      if (turn >= spansInTurn) {
        turn = 0;
        await new Promise<void>((resolve) => void setImmediate(resolve));
        signal.throwIfAborted();
      }
    }
    return groups.rollUp(most);
  }

  /** A trace, or what of it came after a revision; undefined when it is not there. */
  trace(traceId: string, after: number = 0): TraceData | undefined {
    const trace = this.#traces.get(traceId);
    if (trace === undefined) return undefined;
    const newIn = <Of>(items: Iterable<Revised<Of>>): readonly Of[] =>
      [...items].filter(({ revision }) => revision > after).map(({ data }) => data);
    const flow = this.#flow.size === 0 ? [] : [...trace.spans.keys()].flatMap((spanId) => this.#flow.get(spanId) ?? []);
    return {
      traceId,
      revision: this.#revision,
      spans: newIn(trace.spans.values()),
      logs: newIn(trace.logs.values()),
      flow: flow.toSorted((a, b) => a.timestamp - b.timestamp),
    };
  }

  #addSpan(span: SpanData): boolean {
    const trace = this.#traceOf(span.traceId, span.startMs);
    const key = keyFor(span, trace.spans);
    if (key === undefined) return false;
    if (!trace.spans.has(key)) this.#spanCount += 1;
    const data = key === span.spanId ? span : { ...span, spanId: key };
    trace.spans.set(key, { data, revision: this.#revision });
    if (span.startMs < trace.startMs) {
      trace.startMs = span.startMs;
      this.#ordered = undefined;
    }
    trace.summary = undefined;
    return true;
  }

  #addLog(log: LogData): boolean {
    const trace = this.#traceOf(log.traceId, log.timeMs);
    const key = `${log.timeMs} ${log.spanId} ${String(log.body)}`;
    if (trace.logs.has(key)) return false;
    trace.logs.set(key, { data: log, revision: this.#revision });
    return true;
  }

  #addFlowEvent(event: WrittenEvent): boolean {
    const known = this.#flow.get(event.span_id);
    if (known === undefined) this.#flow.set(event.span_id, [event]);
    else if (known.some((each) => each.timestamp === event.timestamp && each.event_type === event.event_type))
      return false;
    else known.push(event);
    return true;
  }

  /** An event comes while its trace is one of the newest; later ones are there when the trace is looked at. */
  #traceWith(spanId: string, changed: Set<string>): void {
    for (const { traceId, spans } of this.#inOrder().slice(-100)) if (spans.has(spanId)) changed.add(traceId);
  }

  #traceOf(traceId: string, startMs: number): StoredTrace {
    const known = this.#traces.get(traceId);
    if (known !== undefined) return known;
    const trace: StoredTrace = { traceId, spans: new Map(), logs: new Map(), startMs, summary: undefined };
    this.#traces.set(traceId, trace);
    const last = this.#ordered?.at(-1);
    if (last === undefined || last.startMs <= startMs) this.#ordered?.push(trace);
    else this.#ordered = undefined;
    return trace;
  }

  #inOrder(): readonly StoredTrace[] {
    return (this.#ordered ??= [...this.#traces.values()].toSorted((a, b) => a.startMs - b.startMs));
  }

  #dropOldest(): void {
    if (this.#spanCount <= this.#mostSpans) return;
    for (const trace of this.#inOrder()) {
      if (this.#spanCount <= this.#mostSpans * 0.9 || this.#traces.size === 1) break;
      this.#spanCount -= trace.spans.size;
      this.#traces.delete(trace.traceId);
      for (const spanId of trace.spans.keys()) this.#flow.delete(spanId);
    }
    this.#ordered = undefined;
  }
}

/**
 * Under which id a span is kept; undefined for one that is there already. What was open is replaced by what it has become; two
 * that have ended, and differ, were given one id by mistake, and both stay.
 */
function keyFor(span: SpanData, spans: ReadonlyMap<string, Revised<SpanData>>): string | undefined {
  let key = span.spanId;
  for (let copy = 2; ; copy += 1) {
    const there = spans.get(key)?.data;
    if (there === undefined) return key;
    if (there.isOpen) return span.isOpen && isSame(there, span) ? undefined : key;
    if (span.isOpen || isSame(there, span)) return undefined;
    key = `${span.spanId}~${copy}`;
  }
}

function isSame(a: SpanData, b: SpanData): boolean {
  return (
    a.startMs === b.startMs &&
    a.durationMs === b.durationMs &&
    a.name === b.name &&
    a.parentSpanId === b.parentSpanId &&
    Object.keys(a.attributes).length === Object.keys(b.attributes).length
  );
}

function summaryIn(trace: StoredTrace): TraceSummary {
  return (trace.summary ??= summaryOf(trace.traceId, dataIn(trace)));
}

function* dataIn(trace: StoredTrace | undefined): Generator<SpanData> {
  for (const { data } of trace?.spans.values() ?? []) yield data;
}

function matchesTrace(query: Query, trace: StoredTrace): boolean {
  return matchesSpans(
    query,
    dataIn(trace),
    Array.from(trace.logs.values(), ({ data }) => data),
  );
}
