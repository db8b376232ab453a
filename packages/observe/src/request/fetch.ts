/**
 * Requests that a program makes and answers itself, where no instrumentation of OpenTelemetry is at hand: in browsers,
 * Workers and on the edge.
 *
 *   tracedFetch   a client span around `fetch`, and the trace in its headers
 *   handler       a server span around a handler of requests, and a flush when it has answered
 *   traces-proxy  what browsers send their spans to, so that no page holds a token
 *     ├─ attributes   what OpenTelemetry's HTTP conventions say of a request
 *     └─ wait-until   what keeps an isolate alive for so long
 */
import { context, propagation, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import { ERROR_TYPE } from '../attribute/names.ts';
import { recordException } from '../span/span.ts';
import type { Recording } from '../span/recording.ts';
import { requestAttributes, STATUS_CODE } from './attributes.ts';

/** Makes `tracedFetch` for one instance. */
export function createTracedFetch(recording: Recording): typeof fetch {
  return async (input, init) => {
    if (!recording.isListening()) return globalThis.fetch(input, init);
    const request = new Request(input, init);
    const attributes = {
      ...requestAttributes(request.method, request.url),
      'url.full': recording.values().secrets.hideIn(request.url),
    };
    const span = recording.tracer.startSpan(request.method, { kind: SpanKind.CLIENT, attributes });
    const within = trace.setSpan(context.active(), span);
    propagation.inject(within, request.headers, { set: (headers, name, value) => headers.set(name, value) });
    try {
      const response = await context.with(within, () => globalThis.fetch(request));
      span.setAttribute(STATUS_CODE, response.status);
      // HTTP conventions: to a client every status from 400 is an error
      if (response.status >= 400) failRequest(span, response.status);
      return response;
    } catch (error) {
      recordException(span, error, recording);
      throw error;
    } finally {
      span.end();
    }
  };
}

/** A status that means failure. */
export function failRequest(span: Span, status: number): void {
  span.setAttribute(ERROR_TYPE, String(status));
  span.setStatus({ code: SpanStatusCode.ERROR });
}
