/** A span as a test writes it; times are milliseconds after the beginning of its trace. */
export interface WrittenSpan {
  readonly id: number;
  readonly parent?: number;
  readonly name: string;
  readonly at?: number;
  /** Without one it is still open. */
  readonly ms?: number;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly events?: readonly { readonly name: string; readonly at: number; readonly attributes?: object }[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly error?: string;
  readonly kind?: number;
}

/** 27 November 2026, noon. */
export const noon: number = Date.UTC(2026, 10, 27, 12);

export function traceIdOf(trace: number): string {
  return trace.toString(16).padStart(32, '0');
}

function spanIdOf(span: number): string {
  return span.toString(16).padStart(16, '0');
}

/** A line of OTLP/JSON with spans of one trace. */
export function lineOf(
  trace: number,
  spans: readonly WrittenSpan[],
  startMs: number = noon,
  service = 'garden',
): string {
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: pairs({ 'service.name': service, 'telemetry.sdk.language': 'nodejs' }) },
        scopeSpans: [{ scope: { name: 'bud' }, spans: spans.map((span) => written(trace, span, startMs)) }],
      },
    ],
  });
}

/** A line of OTLP/JSON with a log record. */
export function logLine(trace: number, span: number, at: number, severityNumber: number, body: string): string {
  const record = {
    traceId: traceIdOf(trace),
    spanId: spanIdOf(span),
    timeUnixNano: nano(noon + at),
    severityNumber,
    body: { stringValue: body },
    attributes: [],
  };
  return JSON.stringify({
    resourceLogs: [{ resource: { attributes: [] }, scopeLogs: [{ scope: {}, logRecords: [record] }] }],
  });
}

function written(trace: number, span: WrittenSpan, startMs: number): object {
  const { id, parent, name, at = 0, ms, attributes = {}, events = [], links = [], error, kind = 1 } = span;
  return {
    traceId: traceIdOf(trace),
    spanId: spanIdOf(id),
    ...(parent !== undefined && { parentSpanId: spanIdOf(parent) }),
    name,
    kind,
    startTimeUnixNano: nano(startMs + at),
    endTimeUnixNano: ms === undefined ? '0' : nano(startMs + at + ms),
    attributes: pairs(ms === undefined ? { ...attributes, 'bud.span_type': 'pending' } : attributes),
    events: events.map((event) => ({
      name: event.name,
      timeUnixNano: nano(startMs + event.at),
      attributes: pairs(event.attributes ?? {}),
    })),
    links: links.map((link) => ({ ...link, attributes: [] })),
    status: error === undefined ? { code: ms === undefined ? 0 : 1 } : { code: 2, message: error },
  };
}

/** Fractions of a millisecond count; a double does not have the digits for all of it. */
function nano(ms: number): string {
  return String(BigInt(Math.floor(ms)) * 1_000_000n + BigInt(Math.round((ms % 1) * 1e6)));
}

function pairs(values: object): readonly object[] {
  return Object.entries(values).map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: unknown): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (Number.isInteger(value)) return { intValue: String(value) };
  if (typeof value === 'number') return { doubleValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  return { kvlistValue: { values: pairs(Object(value) as object) } };
}
