/**
 * Where the time went:
 *
 *   extent          from when to when a span was there, also one that has not ended
 *   self-time       what of it nothing below it took
 *   critical-path   what the whole waited for, from its start to its end
 */
import type { TraceSpan } from '../trace/trace-span.ts';

/** From when to when, in milliseconds of the epoch. */
export interface Extent {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * From when to when a span was there. An open one lasts as long as what is below it.
 *
 * @example
 * import { extentOf, traceOf } from '@bud/trace';
 *
 * traceOf([]).spans.map(extentOf); // []
 */
export function extentOf(span: TraceSpan): Extent {
  const { startMs, durationMs } = span;
  return { startMs, endMs: durationMs === undefined ? latestEnd(span) : startMs + durationMs };
}

function latestEnd(open: TraceSpan): number {
  let latest = open.startMs;
  const waiting = [open];
  for (let span = waiting.pop(); span !== undefined; span = waiting.pop()) {
    latest = Math.max(latest, span.startMs + (span.durationMs ?? 0));
    // What has ended may be outlived by what it started, which is not what is waited for.
    if (span.durationMs === undefined) for (const child of span.children) waiting.push(child);
  }
  return latest;
}
