/**
 * Requests that a program makes and answers:
 *
 *   http      Node's clients and servers; the server span is what the frameworks name after the route
 *   fetch     `fetch` and undici
 *   express, fastify, nest   what a framework runs to answer a request
 *   hono      the same, of one application, on every runtime
 */
import type { Span } from '@opentelemetry/api';
import { isExcluded, urlOfOutgoing, type OutgoingRequest } from '../address.ts';
import type { IntegrationOptions, Uninstrument } from '../definition.ts';
import { integrate } from '../integrate.ts';

/** A request that the program answers. */
export interface IncomingRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What `instrumentHttp` can be told. */
export interface HttpOptions extends IntegrationOptions {
  /** Names of request headers to record, as `http.request.header.<name>`; none when absent. */
  readonly requestHeaders?: readonly string[];
  /** Names of response headers to record, as `http.response.header.<name>`; none when absent. */
  readonly responseHeaders?: readonly string[];
  /** Requests that make no spans, and nothing below them does: paths (`/health`), beginnings of URLs, or patterns. */
  readonly excludeUrls?: readonly (string | RegExp)[];
  /** The route of a request that is answered, where no framework is instrumented that knows it: `/orders/:id`. */
  readonly route?: (request: IncomingRequest) => string | undefined;
  /** False makes no spans of requests that are answered. */
  readonly incoming?: boolean;
  /** False makes no spans of requests that are made. */
  readonly outgoing?: boolean;
}

/**
 * Makes spans of the requests that `node:http` and `node:https` make and answer, and carries the trace in their headers, by
 * `@opentelemetry/instrumentation-http`. Servers, agents and clients that were made before are included; what was taken out
 * of `require('http')` before, such as `const { request } = require('http')`, is not.
 *
 * @example
 * const uninstrument = instrumentHttp({ excludeUrls: ['/health'], requestHeaders: ['user-agent'] });
 * uninstrument();
 */
export function instrumentHttp(options: HttpOptions = {}): Uninstrument {
  const { requestHeaders = [], responseHeaders = [], excludeUrls = [], incoming = true, outgoing = true } = options;
  const headers = { requestHeaders: [...requestHeaders], responseHeaders: [...responseHeaders] };
  return integrate(
    {
      caller: 'instrumentHttp',
      from: '@opentelemetry/instrumentation-http',
      className: 'HttpInstrumentation',
      libraries: ['http', 'https'],
    },
    options,
    {
      headersToSpanAttributes: { client: headers, server: headers },
      disableIncomingRequestInstrumentation: !incoming,
      disableOutgoingRequestInstrumentation: !outgoing,
      ignoreIncomingRequestHook: (request: IncomingRequest) => isExcluded(urlOfIncoming(request), excludeUrls),
      ignoreOutgoingRequestHook: (request: OutgoingRequest) => isExcluded(urlOfOutgoing(request), excludeUrls),
      ...(options.route && { applyCustomAttributesOnSpan: namedBy(options.route) }),
    },
  );
}

function urlOfIncoming({ headers, url = '/' }: IncomingRequest): string {
  const { host } = headers;
  return `http://${typeof host === 'string' ? host : 'localhost'}${url}`;
}

function namedBy(route: NonNullable<HttpOptions['route']>) {
  return (span: Span, request: Partial<IncomingRequest>): void => {
    // Requests that are made have no headers of this kind, and no route.
    if (request.headers === undefined) return;
    const found = route({ method: request.method, url: request.url, headers: request.headers });
    if (found === undefined) return;
    span.setAttribute('http.route', found);
    span.updateName(`${request.method} ${found}`);
  };
}
