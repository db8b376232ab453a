/**
 * The trace in `_meta` of a request.
 *
 * Source: SEP-414 of the Model Context Protocol; W3C Trace Context, version 00
 */
import { createTraceState, trace, type Context } from '@opentelemetry/api';
import { plain, string, type Plain } from '../../format/plain.ts';
import type { McpRequest } from './call.ts';

const traceparent = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(?:-.*)?$/;

/** The parameters with the span of the context, unless the program has put one there. Baggage stays here. */
export function withTrace({ params }: McpRequest, context: Context): Plain {
  const span = trace.getSpanContext(context);
  const meta = plain(params['_meta']);
  if (span === undefined || meta['traceparent'] !== undefined) return params;
  const flags = span.traceFlags.toString(16).padStart(2, '0');
  const state = span.traceState?.serialize() ?? '';
  return {
    ...params,
    _meta: {
      ...meta,
      traceparent: `00-${span.traceId}-${span.spanId}-${flags}`,
      ...(state !== '' && { tracestate: state }),
    },
  };
}

/** The context with the span that the other side has sent; undefined if it has sent none. */
export function sentTrace({ params }: McpRequest, context: Context): Context | undefined {
  const { traceparent: sent, tracestate } = plain(params['_meta']);
  const [, traceId, spanId, flags] = traceparent.exec(string(sent) ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return trace.setSpanContext(context, {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & 1,
    isRemote: true,
    ...(typeof tracestate === 'string' && { traceState: createTraceState(tracestate) }),
  });
}
