import type { Reader } from '@bud/runtime/otel';
import { INVALID_SPAN_CONTEXT, trace, type Context, type Span } from '@opentelemetry/api';

/** Reads calls that have no span, and are made with other arguments. */
export function otherArguments(of: (args: readonly unknown[]) => readonly unknown[]): Reader {
  return ({ args, context }) => ({
    attributes: {},
    context,
    span: noSpan(context),
    begun: () => of(args),
    ending() {},
  });
}

/** Stands for the span around: the recorder has something to record on, and nothing comes of it. */
function noSpan(context: Context): Span {
  const spanContext = trace.getSpanContext(context) ?? INVALID_SPAN_CONTEXT;
  const span: Span = {
    spanContext: () => spanContext,
    isRecording: () => true,
    setAttribute: () => span,
    setAttributes: () => span,
    addEvent: () => span,
    addLink: () => span,
    addLinks: () => span,
    setStatus: () => span,
    updateName: () => span,
    recordException() {},
    end() {},
  };
  return span;
}
