import { parsed, recordedValue, spanTypeOf } from '@bud/value/recorded';
import type { SpanAttributes, SpanData } from '../span/span-data.ts';
import { usageIn, type Usage } from './usage.ts';

/** A span with what is around it, and with what its attributes mean. */
export interface TraceSpan extends SpanData {
  /** `agent`, `llm`, `tool`, …: what its mark says, or the operation of the conventions for generative AI. */
  readonly type: string | undefined;
  /** What the function took, by the names of its parameters; what a model gave a tool. */
  readonly input: Readonly<Record<string, unknown>>;
  /** What it returned, or a tool answered. */
  readonly output: unknown;
  /** What it failed with. */
  readonly error: SpanError | undefined;
  /** Tokens and cost, of a call to a model. */
  readonly usage: Usage | undefined;
  readonly parent: TraceSpan | undefined;
  /** In the order in which they began. */
  readonly children: readonly TraceSpan[];
}

/** What a span failed with. */
export interface SpanError {
  /** The error's class. */
  readonly type: string;
  readonly message: string;
}

/**
 * A span by itself: what its attributes mean, and nothing around it.
 *
 * @example
 * import { fromOtlp, traceSpan } from '@bud/trace';
 *
 * const attributes = [{ key: 'bud.track.input.name', value: { stringValue: 'Ada' } }];
 * const span = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', name: 'greet', attributes };
 * fromOtlp({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }).map(traceSpan)[0]?.input; // { name: 'Ada' }
 */
export function traceSpan(span: SpanData): TraceSpan {
  return branchOf(span);
}

/** A span whose place is still to be found. */
export interface LooseSpan extends TraceSpan {
  parent: LooseSpan | undefined;
  readonly children: LooseSpan[];
}

export function branchOf(span: SpanData): LooseSpan {
  const { attributes } = span;
  return {
    ...span,
    type: spanTypeOf(attributes),
    input: inputIn(attributes),
    output: outputIn(attributes),
    error: errorIn(span),
    usage: usageIn(attributes),
    parent: undefined,
    children: [],
  };
}

/** Other SDKs say in an event what was thrown, and some repeat its class before the message. */
function errorIn({ attributes, events, status }: SpanData): SpanError | undefined {
  if (status.code !== 'error') return undefined;
  const thrown = events.findLast(({ name }) => name === 'exception')?.attributes['exception.type'];
  const type = text(attributes['error.type']) ?? text(thrown) ?? 'Error';
  const message = status.message ?? '';
  return { type, message: message.startsWith(`${type}: `) ? message.slice(type.length + 2) : message };
}

function inputIn(attributes: SpanAttributes): Readonly<Record<string, unknown>> {
  const given = parsed(attributes['gen_ai.tool.call.arguments']);
  if (typeof given === 'object' && given !== null) return { ...given };
  return membersIn(attributes, 'bud.track.input.');
}

/** Of a plain object that was returned, each member is an attribute. */
function outputIn(attributes: SpanAttributes): unknown {
  if ('gen_ai.tool.call.result' in attributes) return parsed(attributes['gen_ai.tool.call.result']);
  if ('bud.track.output' in attributes) return recordedValue(attributes, 'bud.track.output');
  const members = membersIn(attributes, 'bud.track.output.');
  return Object.keys(members).length === 0 ? undefined : members;
}

function membersIn(attributes: SpanAttributes, prefix: string): Readonly<Record<string, unknown>> {
  const names = Object.keys(attributes).filter((key) => key.startsWith(prefix));
  return Object.fromEntries(names.map((key) => [key.slice(prefix.length), recordedValue(attributes, key)]));
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
