import type { LogData, SpanData } from '@bud/trace';
import type { WrittenEvent } from './written-event.ts';
import type { Grouping, RollUp, Sum } from './groups.ts';
import type { Query } from './query.ts';
import type { TraceSummary } from './summary.ts';

/** A part of a list of traces, the newest first. */
export interface TraceList {
  readonly traces: readonly TraceSummary[];
  /** How many there are altogether. */
  readonly total: number;
}

/** The spans of a trace, or those of it that are new. */
export interface TraceData {
  readonly traceId: string;
  /** Grows with each change of the store. */
  readonly revision: number;
  readonly spans: readonly SpanData[];
  readonly logs: readonly LogData[];
  /** All events of flows that belong to its spans, in the order of time. */
  readonly flow: readonly WrittenEvent[];
}

/** Where a server has its traces from. What nobody waits for any more, as a signal says, may be left. */
export interface Traces {
  readonly revision: number;
  /** Traces that a query asks for: `count` of them from the newest or, if given, after the first `from`. */
  list(query: Query, from: number, count: number, signal: AbortSignal): TraceList | Promise<TraceList>;
  /** A trace, or what of it came after a revision; undefined when it is not there. */
  trace(traceId: string, after: number): TraceData | undefined | Promise<TraceData | undefined>;
  /** What the calls in all traces that a query asks for took together, those with most of something first; without `selfMs`. */
  rollUp(query: Query, by: Grouping, most: Sum, signal: AbortSignal): Promise<RollUp>;
  /** Calls back with the traces that have changed; returns what ends that. */
  onChange(listener: (traceIds: ReadonlySet<string>) => void): () => void;
}
