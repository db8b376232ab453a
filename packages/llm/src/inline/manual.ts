import { context, INVALID_SPAN_CONTEXT, trace, type SpanContext } from '@opentelemetry/api';
import { attributesOf } from '@bud/value';
import { limits } from '../model/limits.ts';
import { inlineSpan, type InlineSpan } from './span.ts';

/** Which span is around a new one, and what it says from the start. */
export interface StartOptions {
  /** The span that runs now when absent. */
  readonly parent?: InlineSpan | SpanContext;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/**
 * Begins a span that `finishSpan`, `end()` or the end of a block with `using` ends. It is around nothing by itself: spans
 * below it name it as their `parent`.
 *
 * @example
 * import { finishSpan, startSpan } from '@bud/llm';
 *
 * const batch = startSpan('batch', { attributes: { 'batch.size': 2 } });
 * const query = startSpan('query 0', { parent: batch });
 * finishSpan(query);
 * finishSpan(batch);
 */
export function startSpan(name: string, { parent, attributes = {} }: StartOptions = {}): InlineSpan {
  const active = context.active();
  const above = parent === undefined ? active : trace.setSpanContext(active, contextOf(parent));
  return inlineSpan(
    trace.getTracer('bud.llm').startSpan(name, { attributes: attributesOf(attributes, limits) }, above),
  );
}

/**
 * Ends a span, as failed with an `error`.
 *
 * @example
 * import { finishSpan, startSpan } from '@bud/llm';
 *
 * finishSpan(startSpan('asking'), { error: new Error('no answer') });
 */
export function finishSpan(span: InlineSpan, { error }: { readonly error?: unknown } = {}): void {
  if (error !== undefined) span.recordException(error);
  span.end();
}

/**
 * The span that runs now, whoever has opened it; one that records nothing where there is none.
 *
 * @example
 * import { getCurrentSpan } from '@bud/llm';
 *
 * getCurrentSpan().setAttribute('cached', true);
 */
export function getCurrentSpan(): InlineSpan {
  return inlineSpan(trace.getActiveSpan() ?? trace.wrapSpanContext(INVALID_SPAN_CONTEXT));
}

function contextOf(parent: InlineSpan | SpanContext): SpanContext {
  return 'spanContext' in parent ? parent.spanContext : parent;
}
