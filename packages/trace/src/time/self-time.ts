import type { TraceSpan } from '../trace/trace-span.ts';
import { extentOf } from './extent.ts';

/**
 * Milliseconds of a span in which nothing directly below it ran: neither one of them nor several at once.
 *
 * @example
 * import { readTraces, selfTimeMs } from '@bud/trace';
 *
 * const ids = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
 * const span = { ...ids, name: 'answer', startTimeUnixNano: '5000000', endTimeUnixNano: '9000000' };
 * const [trace] = readTraces(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] })).traces;
 * trace?.roots.map(selfTimeMs); // [4]
 */
export function selfTimeMs(span: TraceSpan): number {
  const { startMs, endMs } = extentOf(span);
  let busyMs = 0;
  let busyUntil = startMs;
  for (const child of span.children.map(extentOf).toSorted((a, b) => a.startMs - b.startMs)) {
    const from = Math.max(child.startMs, busyUntil);
    const to = Math.min(child.endMs, endMs);
    if (to <= from) continue;
    busyMs += to - from;
    busyUntil = to;
  }
  return endMs - startMs - busyMs;
}
