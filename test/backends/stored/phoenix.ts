import type { Attributes, Span, Value } from '../../otlp/telemetry.ts';

/** A span as Phoenix's REST API answers it. */
interface PhoenixSpan {
  readonly name: string;
  readonly context: { readonly trace_id: string; readonly span_id: string };
  readonly span_kind: string;
  readonly parent_id: string | null;
  readonly start_time: string;
  readonly end_time: string;
  readonly status_code: string;
  readonly status_message: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly { readonly name: string; readonly timestamp: string; readonly attributes: unknown }[];
}

/** What Phoenix has stored, in the order of ids. */
export function phoenixSpans(spans: readonly PhoenixSpan[]): readonly PhoenixSpan[] {
  return spans.toSorted((a, b) => (a.context.span_id < b.context.span_id ? -1 : 1));
}

/** What Phoenix is to have of a span: its kind is OpenInference's, and it keeps neither links nor who sent it. */
export function keptByPhoenix(span: Span): PhoenixSpan {
  const { 'openinference.span.kind': kind, ...attributes } = span.attributes;
  return {
    name: span.name,
    context: { trace_id: span.traceId, span_id: span.spanId },
    span_kind: String(kind),
    parent_id: span.parentSpanId === '' ? null : span.parentSpanId,
    start_time: isoTime(span.start),
    end_time: isoTime(span.end),
    status_code: span.status,
    status_message: span.message,
    attributes: { ...plain(attributes), ...summed(attributes) },
    events: span.events.map((event) => ({
      name: event.name,
      timestamp: isoTime(event.time),
      attributes: plain(event.attributes),
    })),
  };
}

/** Phoenix adds up what was said of tokens. */
function summed({ 'llm.token_count.prompt': prompt, 'llm.token_count.completion': completion }: Attributes): object {
  return prompt === undefined ? {} : { 'llm.token_count.total': Number(prompt) + Number(completion) };
}

function plain(attributes: Attributes): PhoenixSpan['attributes'] {
  const number = (value: Value): unknown =>
    Array.isArray(value) ? value.map(number) : typeof value === 'bigint' ? Number(value) : value;
  return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, number(value)]));
}

/** Phoenix has times from Python's `datetime`, which a floating-point number of seconds goes through. */
function isoTime(nanoseconds: bigint): string {
  const seconds = Number(nanoseconds) / 1e9;
  const microseconds = Math.round((seconds % 1) * 1e6);
  const fraction = microseconds === 0 ? '' : `.${String(microseconds).padStart(6, '0')}`;
  return new Date(Math.trunc(seconds) * 1000).toISOString().replace('.000Z', `${fraction}+00:00`);
}
