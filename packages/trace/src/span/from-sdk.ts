import { codesInOrder, kindsInOrder, type SpanData } from './span-data.ts';

/** Seconds, and the nanoseconds of the last one. */
type HrTime = readonly [seconds: number, nanoseconds: number];

/** What is read of a span of OpenTelemetry's SDK, its `ReadableSpan`. */
export interface SdkSpan {
  readonly name: string;
  readonly kind: number;
  spanContext(): { readonly traceId: string; readonly spanId: string };
  readonly parentSpanContext?: { readonly spanId: string } | undefined;
  readonly startTime: HrTime;
  readonly duration: HrTime;
  readonly ended: boolean;
  readonly attributes: object;
  readonly events: readonly { readonly name: string; readonly time: HrTime; readonly attributes?: object }[];
  readonly links: readonly {
    readonly context: { readonly traceId: string; readonly spanId: string };
    readonly attributes?: object;
  }[];
  readonly status: { readonly code: number; readonly message?: string };
  readonly resource: { readonly attributes: object };
  readonly instrumentationScope: { readonly name: string; readonly version?: string };
}

/**
 * A span of OpenTelemetry's SDK as plain data; an open one as it is now.
 *
 * @example
 * import { memoryExporter, configure, span } from '@bud/observe';
 * import { fromSdkSpan } from '@bud/trace';
 *
 * const memory = memoryExporter();
 * configure({ export: [memory] });
 * span('greet', () => {});
 * memory.spans.map((each) => fromSdkSpan(each).kind); // ['internal']
 */
export function fromSdkSpan(span: SdkSpan): SpanData {
  const { traceId, spanId } = span.spanContext();
  const { name, kind, startTime, duration, ended, status, instrumentationScope } = span;
  return {
    traceId,
    spanId,
    parentSpanId: span.parentSpanContext?.spanId,
    name,
    kind: kindsInOrder[kind] ?? 'internal',
    startMs: inMs(startTime),
    durationMs: ended ? inMs(duration) : undefined,
    isOpen: !ended,
    attributes: { ...span.attributes },
    events: span.events.map((event) => ({
      name: event.name,
      timeMs: inMs(event.time),
      attributes: { ...event.attributes },
    })),
    links: span.links.map(({ context, attributes }) => ({
      traceId: context.traceId,
      spanId: context.spanId,
      attributes: { ...attributes },
    })),
    status: { code: codesInOrder[status.code] ?? 'unset', message: status.message },
    resource: { ...span.resource.attributes },
    scope: { name: instrumentationScope.name, version: instrumentationScope.version },
  };
}

function inMs([seconds, nanoseconds]: HrTime): number {
  return seconds * 1000 + nanoseconds / 1e6;
}
