import { codesInOrder, kindsInOrder, type SpanAttributes, type SpanData } from './span-data.ts';

/**
 * Spans as a request of OTLP/JSON, which written on one line is a line of a trace file.
 *
 * @example
 * import { fromOtlp, toOtlp } from '@bud/trace';
 *
 * const spans = fromOtlp({ resourceSpans: [] });
 * JSON.stringify(toOtlp(spans)); // '{"resourceSpans":[]}'
 */
export function toOtlp(spans: readonly SpanData[]): object {
  return {
    resourceSpans: spans.map((span) => ({
      resource: { attributes: pairs(span.resource) },
      scopeSpans: [{ scope: { name: span.scope.name, version: span.scope.version }, spans: [written(span)] }],
    })),
  };
}

function written(span: SpanData): object {
  const { traceId, spanId, parentSpanId, name, kind, startMs, durationMs, status } = span;
  return {
    traceId,
    spanId,
    parentSpanId,
    name,
    kind: kindsInOrder.indexOf(kind) + 1,
    startTimeUnixNano: String(nanoseconds(startMs)),
    endTimeUnixNano: durationMs === undefined ? '0' : String(nanoseconds(startMs) + nanoseconds(durationMs)),
    attributes: pairs(span.attributes),
    events: span.events.map((event) => ({
      timeUnixNano: String(nanoseconds(event.timeMs)),
      name: event.name,
      attributes: pairs(event.attributes),
    })),
    links: span.links.map((link) => ({ ...link, attributes: pairs(link.attributes) })),
    status: { code: codesInOrder.indexOf(status.code), message: status.message },
  };
}

/** In two steps: a double has no digits for nanoseconds of today. */
function nanoseconds(ms: number): bigint {
  const whole = Math.floor(ms);
  return BigInt(whole) * 1_000_000n + BigInt(Math.round((ms - whole) * 1e6));
}

function pairs(attributes: SpanAttributes): readonly object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));
}

/** OTLP's `AnyValue`. */
function anyValue(value: unknown): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return Number.isSafeInteger(value) ? { intValue: value } : { doubleValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  return typeof value === 'object' && value !== null ? { kvlistValue: { values: pairs({ ...value }) } } : {};
}
