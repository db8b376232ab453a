import {
  context,
  isSpanContextValid,
  ROOT_CONTEXT,
  trace,
  type Context,
  type Span,
  type SpanContext,
  type SpanOptions,
  type Tracer,
} from '@opentelemetry/api';
import { complain } from '../platform/host.ts';
import { WorkflowContext } from './workflow-context.ts';

/**
 * A copy that knows the span which runs now; an equal one where none does. The copy shares state and checkpoints.
 *
 * @example
 * import { inject, WorkflowContext } from '@bud/flow';
 * import { configure, span } from '@bud/observe';
 *
 * configure({ export: false });
 * span('request', ({ spanId }) => inject(new WorkflowContext()).spanId === spanId); // true
 */
export function inject(workflow: WorkflowContext, within: Context = context.active()): WorkflowContext {
  const own = trace.getSpanContext(within);
  const copy = sharing(workflow);
  if (own === undefined || !isSpanContextValid(own)) return copy;
  if (own.spanId !== workflow.spanId) copy.parentSpanId = workflow.spanId;
  copy.traceId = own.traceId;
  copy.spanId = own.spanId;
  copy.traceFlags = own.traceFlags;
  return copy;
}

/** The same workflow, whose ids can change without the other's. */
function sharing(workflow: WorkflowContext): WorkflowContext {
  return Object.assign(new WorkflowContext(workflow), {
    metadata: workflow.metadata,
    state: workflow.state,
    checkpoints: workflow.checkpoints,
  });
}

let hasWarned = false;

/**
 * The span that a workflow context names, as one of another process. Undefined where it names none, and, with one warning,
 * where its ids are no W3C ids.
 */
export function extract(workflow: WorkflowContext): SpanContext | undefined {
  const { traceId, traceFlags } = workflow;
  // A child that has no span yet is below its parent's.
  const spanId = workflow.spanId ?? workflow.parentSpanId;
  if (traceId === undefined || spanId === undefined) return undefined;
  const named: SpanContext = { traceId, spanId, traceFlags, isRemote: true };
  if (isSpanContextValid(named)) return named;
  if (!hasWarned)
    complain(
      `bud: a workflow context has no valid trace: traceId ${JSON.stringify(traceId)}, spanId ${JSON.stringify(spanId)}. Its spans begin a trace of their own.`,
    );
  hasWarned = true;
  return undefined;
}

/**
 * Starts a span below the one that a workflow context names, with the workflow's attributes, and writes its ids into the
 * context. Without an SDK the span records nothing, and the context stays as it is.
 *
 * @example
 * import { startLinkedSpan, WorkflowContext } from '@bud/flow';
 * import { trace } from '@opentelemetry/api';
 *
 * const span = startLinkedSpan(trace.getTracer('jobs'), 'resize', new WorkflowContext({ workflowId: 'w-1' }));
 * span.end();
 */
export function startLinkedSpan(
  tracer: Tracer,
  name: string,
  workflow: WorkflowContext,
  options: SpanOptions = {},
): Span {
  const above = extract(workflow);
  const parent = above === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, above);
  const attributes = { ...workflow.toAttributes(), ...options.attributes };
  const span = tracer.startSpan(name, { ...options, attributes }, parent);
  const own = span.spanContext();
  if (isSpanContextValid(own)) {
    if (own.spanId !== workflow.spanId) workflow.parentSpanId = workflow.spanId;
    workflow.traceId = own.traceId;
    workflow.spanId = own.spanId;
    workflow.traceFlags = own.traceFlags;
  }
  return span;
}
