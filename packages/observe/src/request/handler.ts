import { context, SpanKind, trace, type Context, type Span } from '@opentelemetry/api';
import { contextIn } from '../context/carrier.ts';
import type { Recording } from '../span/recording.ts';
import { recordException } from '../span/span.ts';
import { requestAttributes, STATUS_CODE } from './attributes.ts';
import { failRequest } from './fetch.ts';
import { waitUntilOf } from './wait-until.ts';

/** Answers a request: what Workers, edge functions, Deno and Bun serve with. */
export type Handler<Rest extends readonly unknown[]> = (
  request: Request,
  ...rest: Rest
) => Response | Promise<Response>;

/** What `wrapHandler` can be told. */
export interface HandlerOptions {
  /** Names the span after the route: `/orders/:id`; it is named after the method alone when absent. */
  readonly route?: (request: Request) => string | undefined;
  /** True answers with the trace id in `x-trace-id`. */
  readonly traceIdHeader?: boolean;
}

/** Makes `wrapHandler` for one instance; `flush` sends what has ended. */
export function createWrapHandler(
  recording: Recording,
  flush: () => Promise<void>,
): <Rest extends readonly unknown[]>(handler: Handler<Rest>, options?: HandlerOptions) => Handler<Rest> {
  return (handler, { route, traceIdHeader = false } = {}) =>
    async (request, ...rest) => {
      if (!recording.isListening()) return handler(request, ...rest);
      const parent = contextIn(Object.fromEntries(request.headers));
      const span = startServerSpan(recording, request, route?.(request), parent);
      const within = trace.setSpan(parent, span);
      try {
        const response = await context.with(within, () => handler(request, ...rest));
        span.setAttribute(STATUS_CODE, response.status);
        if (response.status >= 500) failRequest(span, response.status);
        return traceIdHeader ? withTraceId(response, span.spanContext().traceId) : response;
      } catch (error) {
        recordException(span, error, recording);
        throw error;
      } finally {
        span.end();
        waitUntilOf([request, ...rest])?.(flush());
      }
    };
}

function startServerSpan(recording: Recording, request: Request, route: string | undefined, parent: Context): Span {
  const { method, url } = request;
  const { pathname, search } = new URL(url);
  const attributes = {
    ...requestAttributes(method, url),
    'url.path': pathname,
    ...(search !== '' && { 'url.query': recording.values().secrets.hideIn(search.slice(1)) }),
    ...(route !== undefined && { 'http.route': route }),
  };
  const name = route === undefined ? method : `${method} ${route}`;
  return recording.tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parent);
}

/** The same answer with one header more; those of `fetch` and of a redirect cannot be changed. */
function withTraceId(response: Response, traceId: string): Response {
  const copy = new Response(response.body, response);
  copy.headers.set('x-trace-id', traceId);
  return copy;
}
