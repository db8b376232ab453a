import { SpanStatusCode, type Attributes, type SpanContext } from '@opentelemetry/api';
import { parsed, recordedValue, spanTypeOf } from '@bud/value';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { usageIn, type Usage } from './usage.ts';

/** A span as a test reads it. */
export interface CapturedSpan {
  readonly name: string;
  /** `agent`, `llm`, `tool`, …: what its mark says, or the operation of the conventions for generative AI. */
  readonly type: string | undefined;
  readonly attributes: Attributes;
  /** What the function took, by the names of its parameters; what a model gave a tool. */
  readonly input: Readonly<Record<string, unknown>>;
  /** What it returned, or a tool answered. */
  readonly output: unknown;
  /** What it failed with. */
  readonly error: { readonly type: string; readonly message: string } | undefined;
  readonly events: readonly { readonly name: string; readonly attributes: Attributes }[];
  /** Tokens and cost, of a call to a model. */
  readonly usage: Usage | undefined;
  /** Whether it was still open when the capture ended. */
  readonly isOpen: boolean;
  /** Milliseconds; undefined while it is open. */
  readonly durationMs: number | undefined;
  readonly parent: CapturedSpan | undefined;
  /** In the order in which they began. */
  readonly children: readonly CapturedSpan[];
  readonly spanContext: SpanContext;
}

/** A span with room for those below. */
export interface Branch extends CapturedSpan {
  readonly children: CapturedSpan[];
}

export function capturedSpan(span: ReadableSpan, parent: CapturedSpan | undefined): Branch {
  const { name, attributes, events, status, duration, ended } = span;
  const [seconds, nanoseconds] = duration;
  return {
    name,
    type: spanTypeOf(attributes),
    attributes,
    input: inputOf(attributes),
    output: outputOf(attributes),
    error:
      status.code === SpanStatusCode.ERROR
        ? { type: text(attributes['error.type']) ?? 'Error', message: status.message ?? '' }
        : undefined,
    events: events.map((event) => ({ name: event.name, attributes: event.attributes ?? {} })),
    usage: usageIn(attributes),
    isOpen: !ended,
    durationMs: ended ? seconds * 1000 + nanoseconds / 1e6 : undefined,
    parent,
    children: [],
    spanContext: span.spanContext(),
  };
}

function inputOf(attributes: Attributes): Readonly<Record<string, unknown>> {
  const given = parsed(attributes['gen_ai.tool.call.arguments']);
  if (typeof given === 'object' && given !== null) return { ...given };
  const prefix = 'bud.track.input.';
  const names = Object.keys(attributes).filter((key) => key.startsWith(prefix));
  return Object.fromEntries(names.map((key) => [key.slice(prefix.length), recordedValue(attributes, key)]));
}

function outputOf(attributes: Attributes): unknown {
  if ('gen_ai.tool.call.result' in attributes) return parsed(attributes['gen_ai.tool.call.result']);
  return recordedValue(attributes, 'bud.track.output');
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
