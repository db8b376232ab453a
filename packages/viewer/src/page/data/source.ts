/**
 * Where the page has its traces from:
 *
 *   source ─┬─ embedded   packed traces in the page itself; searched here
 *           └─ served     the server that has sent the page; it searches, and tells what changes
 *   lines, in turns, so that the page goes on drawing
 */
import type { LogData } from '@bud/trace';
import type { PackedSpan } from '../../packed/packed-span.ts';
import type { WrittenEvent } from '../../store/written-event.ts';
import type { Grouping, RollUp, Sum } from '../../store/groups.ts';
import type { TraceList } from '../../store/traces.ts';

/** A trace, or what of it is new. */
export interface TraceUpdate {
  /** Grows with each change. */
  readonly revision: number;
  readonly spans: readonly PackedSpan[];
  readonly logs: readonly LogData[];
  readonly flow: readonly WrittenEvent[];
}

/** Where the page has its traces from. */
export interface Source {
  /** Whether more may come. */
  readonly isLive: boolean;
  /** Rejects when `signal` fires, or the server is gone. */
  list(query: string, count: number, signal: AbortSignal): Promise<TraceList>;
  /** What the calls in all traces of a query took together, those with most of something; rejects as `list` does. */
  rollUp(query: string, by: Grouping, most: Sum, signal: AbortSignal): Promise<RollUp>;
  /** A trace, or what of it is new; undefined when it is not there. */
  trace(traceId: string, after: number): Promise<TraceUpdate | undefined>;
  /** Tells of changes; of which traces, unless there are too many. */
  onChange(listener: (traceIds: readonly string[] | undefined) => void): void;
  /** Opens a file of the project in the editor; undefined where nobody can. */
  readonly openEditor: ((file: string, line: number) => Promise<boolean>) | undefined;
}
