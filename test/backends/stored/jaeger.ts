import type { Attributes, Span, Value } from '../../otlp/telemetry.ts';

interface Tag {
  readonly key: string;
  readonly type: string;
  readonly value: string | number | boolean | null;
}

/** A span as Jaeger's query API answers it, with its process beside it. */
interface JaegerSpan {
  readonly traceID: string;
  readonly spanID: string;
  readonly operationName: string;
  readonly references: readonly { readonly refType: string; readonly traceID: string; readonly spanID: string }[];
  /** Microseconds. */
  readonly startTime: number;
  readonly duration: number;
  readonly tags: readonly Tag[];
  readonly logs: readonly { readonly timestamp: number; readonly fields: readonly Tag[] }[];
  readonly process: { readonly serviceName: string; readonly tags: readonly Tag[] };
}

/** What Jaeger has stored, in the order of ids. */
export function jaegerSpans(traces: readonly { readonly spans: readonly JaegerSpan[] }[]): readonly JaegerSpan[] {
  return traces.flatMap(({ spans }) => spans).toSorted((a, b) => (a.spanID < b.spanID ? -1 : 1));
}

/**
 * What Jaeger is to have of a span: times are whole microseconds, lists are JSON, and what a link says is gone.
 * OpenTelemetry specification, transformation to Jaeger.
 */
export function keptByJaeger(span: Span): JaegerSpan {
  const { 'service.name': serviceName, ...resource } = span.resource;
  const child = { refType: 'CHILD_OF', traceID: span.traceId, spanID: span.parentSpanId };
  return {
    traceID: span.traceId,
    spanID: span.spanId,
    operationName: span.name,
    references: [
      ...(span.parentSpanId === '' ? [] : [child]),
      ...span.links.map(({ traceId, spanId }) => ({ refType: 'FOLLOWS_FROM', traceID: traceId, spanID: spanId })),
    ],
    startTime: microseconds(span.start),
    duration: microseconds(span.end - span.start),
    tags: tagsOf({ ...span.attributes, ...addedTo(span) }),
    logs: span.events.map(({ name, time, attributes }) => ({
      timestamp: microseconds(time),
      fields: tagsOf({ event: name, ...attributes }),
    })),
    process: { serviceName: String(serviceName), tags: tagsOf(resource) },
  };
}

/** What has no place of its own in Jaeger is a tag. */
function addedTo({ kind, status, message, scope }: Span): Attributes {
  return {
    'span.kind': kind.toLowerCase(),
    'otel.scope.name': scope.name,
    ...(scope.version !== '' && { 'otel.scope.version': scope.version }),
    ...(status !== 'UNSET' && { 'otel.status_code': status }),
    ...(status === 'ERROR' && { error: true }),
    ...(message !== '' && { 'otel.status_description': message }),
  };
}

function tagsOf(attributes: Attributes): readonly Tag[] {
  return Object.entries(attributes)
    .map(([key, value]) => ({ key, ...typed(value) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

function typed(value: Value): Omit<Tag, 'key'> {
  if (typeof value === 'bigint') return { type: 'int64', value: Number(value) };
  if (typeof value === 'number') return { type: 'float64', value };
  if (typeof value === 'boolean') return { type: 'bool', value };
  if (typeof value === 'string') return { type: 'string', value };
  const json = JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? Number(item) : item));
  return { type: 'string', value: json };
}

function microseconds(nanoseconds: bigint): number {
  return Number(nanoseconds / 1000n);
}
