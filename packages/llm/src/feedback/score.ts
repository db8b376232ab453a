import { diag, isSpanContextValid, TraceFlags, type Span, type SpanContext } from '@opentelemetry/api';
import { attributesOf, withoutUndefined } from '@bud/value';
import { writeEvent } from '../convention/event.ts';
import * as names from '../convention/names.ts';
import type { InlineSpan } from '../inline/span.ts';
import { limits } from '../model/limits.ts';

/** What somebody, or something, thinks of an answer. */
export interface Score {
  /** What was looked at: `helpfulness`, `thumbs`. */
  readonly name: string;
  /** Higher is better, unless the name says otherwise. */
  readonly value?: number;
  /** `good`, `irrelevant`. */
  readonly label?: string;
  /** Why. Bounded, and without secrets. */
  readonly explanation?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** A span, ended or not, or what is left of it: its context, or its `traceparent`. */
export type ScoreTarget = Span | InlineSpan | SpanContext | string;

/**
 * Records what was thought of an answer, as the log event `gen_ai.evaluation.result` that belongs to the span of it; any time
 * later, from any process. A `traceparent` that is none, and a score without value, label, and explanation, are reported to
 * OpenTelemetry's `diag`, and recorded nowhere. Does nothing without a logger provider; `configure()` registers one.
 *
 * Source: OpenTelemetry semantic conventions 1.41, event gen_ai.evaluation.result.
 *
 * @example
 * import { score, traceLLM } from '@bud/llm';
 *
 * const target = traceLLM({ model: 'small' }, (span) => span.spanContext);
 * score(target, { name: 'thumbs', value: 1, label: 'up', explanation: 'It rained indeed.' });
 * score('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', { name: 'thumbs', value: 0 });
 */
export function score(target: ScoreTarget, { name, value, label, explanation, attributes = {} }: Score): void {
  const spanContext = spanContextOf(target);
  if (spanContext === undefined) return diag.error(`score(): no span is called ${JSON.stringify(target)}`);
  if (value === undefined && label === undefined && explanation === undefined)
    return diag.error(`score(): ${JSON.stringify(name)} says nothing: give it a value, a label, or an explanation`);
  const said = withoutUndefined<Readonly<Record<string, unknown>>>({
    [names.EVALUATION_NAME]: name,
    [names.EVALUATION_VALUE]: value,
    [names.EVALUATION_LABEL]: label,
    [names.EVALUATION_EXPLANATION]: explanation,
  });
  writeEvent(names.EVALUATION, attributesOf({ ...attributes, ...said }, limits), spanContext);
}

function spanContextOf(target: ScoreTarget): SpanContext | undefined {
  if (typeof target === 'string') return parentOf(target);
  if (!('spanContext' in target)) return target;
  return isSpan(target) ? target.spanContext() : target.spanContext;
}

function isSpan(target: Span | InlineSpan): target is Span {
  return typeof target.spanContext === 'function';
}

/** W3C Trace Context, traceparent: version, trace, span, flags; later versions may say more. */
function parentOf(traceparent: string): SpanContext | undefined {
  const [, traceId = '', spanId = '', flags = ''] =
    /^(?!ff)[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(?:-.*)?$/.exec(traceparent.trim()) ?? [];
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  const spanContext = { traceId, spanId, traceFlags, isRemote: true };
  return isSpanContextValid(spanContext) ? spanContext : undefined;
}
