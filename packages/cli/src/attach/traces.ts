import { durationMsOf } from './wishes.ts';
import type { Call } from '../arguments/command.ts';
import type { SpanData } from '@bud/trace';

/** Spans, gathered until the first of their trace has ended: with it, all are there. */
export interface TraceGatherer {
  /** Gives the traces that are complete now, each with its spans. */
  add(spans: readonly SpanData[]): readonly (readonly SpanData[])[];
  /** What has begun and was not through. */
  rest(): readonly (readonly SpanData[])[];
}

export function createTraces(isShown: (spans: readonly SpanData[]) => boolean): TraceGatherer {
  const open = new Map<string, SpanData[]>();
  return {
    add(spans) {
      const complete: (readonly SpanData[])[] = [];
      for (const span of spans) {
        const trace = open.get(span.traceId) ?? [];
        open.set(span.traceId, trace);
        trace.push(span);
        if (span.parentSpanId !== undefined) continue;
        open.delete(span.traceId);
        complete.push(trace);
      }
      return complete.filter(isShown);
    },
    rest: () => [...open.values()].filter(isShown),
  };
}

/** Which traces are shown, by `--slower` and `--errors`. */
export function shownTraces(flags: Call['flags']): (spans: readonly SpanData[]) => boolean {
  const slowerMs = durationMsOf(flags, 'slower') ?? 0;
  return (spans) =>
    spans.some(({ durationMs = 0 }) => durationMs >= slowerMs) && (!flags.has('errors') || spans.some(hasFailed));
}

function hasFailed({ status }: SpanData): boolean {
  return status.code === 'error';
}
