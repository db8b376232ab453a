import type { SpanData } from '../span/span-data.ts';
import { traceOf, type Trace } from '../trace/trace.ts';
import { createTraceReader, type LineProblem, type TraceReader } from './trace-reader.ts';

/** What a trace file holds. */
export interface TraceFile {
  /** All spans, in the order in which they began. */
  readonly spans: readonly SpanData[];
  /** A tree for each trace id, in the order in which they began. */
  readonly traces: readonly Trace[];
  /** Lines that were left out. */
  readonly problems: readonly LineProblem[];
}

/**
 * Reads the lines of a trace file: OTLP/JSON, as `@bud/observe` and the Collector's file exporter write them. A span that was
 * written while it was open is there as it ended. Lines that cannot be read are left out, and told.
 *
 * @example
 * import { readTraces } from '@bud/trace';
 *
 * const span = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', name: 'greet' };
 * const line = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
 * const { traces, problems } = readTraces(`${line}\n{"resourceSp`);
 * traces.map(String); // ['greet  still running']
 * problems; // [{ line: 2, message: 'is cut off' }]
 */
export function readTraces(lines: string | Iterable<string>): TraceFile {
  const reader = createTraceReader();
  for (const line of typeof lines === 'string' ? lines.split('\n') : lines) reader.read(line);
  return traceFile(reader);
}

/**
 * What a reader has read until now, as traces.
 *
 * @example
 * import { createTraceReader, traceFile } from '@bud/trace';
 *
 * traceFile(createTraceReader()).traces; // []
 */
export function traceFile({ spans: read, problems }: TraceReader): TraceFile {
  const spans = read.toSorted((a, b) => a.startMs - b.startMs);
  const byTrace = new Map<string, SpanData[]>();
  for (const span of spans) {
    const group = byTrace.get(span.traceId);
    if (group === undefined) byTrace.set(span.traceId, [span]);
    else group.push(span);
  }
  return { spans, traces: [...byTrace.values()].map(traceOf), problems };
}
