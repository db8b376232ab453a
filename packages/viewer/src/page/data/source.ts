/**
 * Where the page has its traces from:
 *
 *   source ─┬─ embedded   lines of OTLP/JSON in the page itself; searched here, in short turns
 *           └─ served     the server that has sent the page; it searches, and tells what changes
 *   turns, so that the page goes on drawing
 */
import type { TraceData, TraceList } from '../../store/trace-store.ts';

/** Where the page has its traces from. */
export interface Source {
  /** Whether more may come. */
  readonly isLive: boolean;
  /** Rejects when `signal` fires, or the server is gone. */
  list(query: string, count: number, signal: AbortSignal): Promise<TraceList>;
  /** A trace, or what of it is new; undefined when it is not there. */
  trace(traceId: string, after: number): Promise<TraceData | undefined>;
  /** Tells of changes; of which traces, unless there are too many. */
  onChange(listener: (traceIds: readonly string[] | undefined) => void): void;
  /** Opens a file of the project in the editor; undefined where nobody can. */
  readonly openEditor: ((file: string, line: number) => Promise<boolean>) | undefined;
}
