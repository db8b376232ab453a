/**
 * Trace files: lines of OTLP/JSON, as `@bud/observe` and the Collector's file exporter write them.
 *
 *   lines ─▶ trace-reader   one by one, also while the file grows
 *              ├─▶ each span once, as it was written last ─▶ read-traces   a tree for each trace id
 *              └─▶ what was wrong with lines that were left out
 */
import { fromOtlp } from '../span/from-otlp.ts';
import type { SpanData } from '../span/span-data.ts';

/** A line that was left out. */
export interface LineProblem {
  /** Counted from one. */
  readonly line: number;
  /** Of the last line: a process that was killed leaves half of one. */
  readonly message: 'is cut off' | 'is not JSON' | 'is not OTLP';
}

/** Reads a trace file line by line. */
export interface TraceReader {
  /** Each span once, in the order in which they came; of one that was written while it was open, what was written last. */
  readonly spans: readonly SpanData[];
  readonly problems: readonly LineProblem[];
  /** Gives the spans that a line brought, or changed. */
  read(line: string): readonly SpanData[];
}

/**
 * Reads a trace file line by line, also while it grows. Lines of logs and metrics bring nothing.
 *
 * @example
 * import { createTraceReader } from '@bud/trace';
 *
 * const reader = createTraceReader();
 * reader.read('{"resourceLogs":[]}'); // []
 * reader.read('{"resourceSp');
 * reader.problems; // [{ line: 2, message: 'is cut off' }]
 */
export function createTraceReader(): TraceReader {
  const spans = new Map<string, SpanData>();
  const problems: LineProblem[] = [];
  let count = 0;
  let lastRead = 0;
  return {
    get spans() {
      return [...spans.values()];
    },
    get problems() {
      const last = problems.at(-1);
      if (last?.line !== lastRead || last.message !== 'is not JSON') return [...problems];
      return [...problems.slice(0, -1), { line: lastRead, message: 'is cut off' } as const];
    },
    read(text) {
      count += 1;
      if (text.trim() === '') return [];
      lastRead = count;
      const request = parsedObject(text);
      if (request === undefined) problems.push({ line: count, message: 'is not JSON' });
      else if (!signals.some((signal) => signal in request)) problems.push({ line: count, message: 'is not OTLP' });
      return fromOtlp(request).filter((span) => keep(span, spans));
    },
  };
}

// opentelemetry-proto, collector: the one member of each request
const signals = ['resourceSpans', 'resourceLogs', 'resourceMetrics'];

function parsedObject(line: string): object | undefined {
  try {
    return Object(JSON.parse(line)) as object;
  } catch {
    return undefined;
  }
}

/** What has ended stays: records of open spans may be written after it. */
function keep(span: SpanData, spans: Map<string, SpanData>): boolean {
  const id = `${span.traceId} ${span.spanId}`;
  if (span.isOpen && spans.get(id)?.isOpen === false) return false;
  spans.set(id, span);
  return true;
}
