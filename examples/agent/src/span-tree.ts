import { SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';

/** A span with the spans that were made inside it, in the order they started. */
export interface SpanNode {
  readonly name: string;
  readonly type?: string;
  readonly durationMs: number;
  readonly inputs: Readonly<Record<string, string>>;
  /** The key is empty for a value that is no plain object. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Items a generator yielded. */
  readonly yieldCount?: number;
  /** The model that has answered. */
  readonly model?: string;
  /** What a call to a model took, or all calls below. */
  readonly usage?: Usage;
  readonly message?: string;
  readonly error?: string;
  readonly children: readonly SpanNode[];
}

/** Tokens, and US dollars. */
export interface Usage {
  /** Calls to models below; absent where the span is one itself. */
  readonly calls?: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd?: number;
}

/** Arranges spans, given in the order they started, as trees; a span whose parent is not among them is a root. */
export function spanTree(spans: readonly ReadableSpan[]): SpanNode[] {
  const ids = new Set(spans.map(idOf));
  const parentOf = (span: ReadableSpan): string | undefined =>
    ids.has(span.parentSpanContext?.spanId ?? '') ? span.parentSpanContext?.spanId : undefined;
  const childrenOf = (parent: string | undefined): SpanNode[] =>
    spans.filter((span) => parentOf(span) === parent).map((span) => node(span, childrenOf(idOf(span))));
  return childrenOf(undefined);
}

function idOf(span: ReadableSpan): string {
  return span.spanContext().spanId;
}

function node(span: ReadableSpan, children: SpanNode[]): SpanNode {
  const { attributes } = span;
  const type = attributes['bud.track.type'];
  const yieldCount = attributes['bud.track.yield_count'];
  const model = attributes['gen_ai.response.model'];
  const usage = usageOf(attributes);
  const message = attributes['bud.msg'];
  return {
    name: span.name,
    ...(typeof type === 'string' && { type }),
    durationMs: span.duration[0] * 1000 + span.duration[1] / 1e6,
    inputs: startingWith('bud.track.input.', span),
    outputs: startingWith('bud.track.output', span),
    ...(typeof yieldCount === 'number' && { yieldCount }),
    ...(typeof model === 'string' && { model }),
    ...(usage !== undefined && { usage }),
    ...(typeof message === 'string' && { message }),
    ...(span.status.code === SpanStatusCode.ERROR && { error: errorOf(span) }),
    children,
  };
}

function usageOf(attributes: ReadableSpan['attributes']): Usage | undefined {
  const calls = attributes['bud.usage.calls'];
  const prefix = calls === undefined ? 'gen_ai.usage' : 'bud.usage';
  const input = attributes[`${prefix}.input_tokens`];
  if (input === undefined) return undefined;
  const cost = attributes[calls === undefined ? 'gen_ai.usage.cost' : 'bud.usage.cost_usd'];
  return {
    ...(calls !== undefined && { calls: Number(calls) }),
    inputTokens: Number(input),
    outputTokens: Number(attributes[`${prefix}.output_tokens`] ?? 0),
    ...(cost !== undefined && { costUsd: Number(cost) }),
  };
}

function startingWith(prefix: string, { attributes }: ReadableSpan): Record<string, string> {
  const found = Object.entries(attributes).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(found.map(([key, value]) => [key.slice(prefix.length).replace(/^\./, ''), String(value)]));
}

function errorOf({ attributes, status }: ReadableSpan): string {
  return `${String(attributes['error.type'] ?? 'Error')}: ${status.message ?? ''}`;
}
