import { isExcluded } from '../address.ts';
import type { IntegrationOptions, Uninstrument } from '../definition.ts';
import { integrate } from '../integrate.ts';

/** What `instrumentFetch` can be told. */
export interface FetchOptions extends IntegrationOptions {
  /** Names of request headers to record, as `http.request.header.<name>`; none when absent. */
  readonly requestHeaders?: readonly string[];
  /** Names of response headers to record, as `http.response.header.<name>`; none when absent. */
  readonly responseHeaders?: readonly string[];
  /** Requests that make no spans: paths (`/health`), beginnings of URLs, or patterns. */
  readonly excludeUrls?: readonly (string | RegExp)[];
}

/**
 * Makes spans of the requests of `fetch` and of the package `undici`, and carries the trace in their headers, by
 * `@opentelemetry/instrumentation-undici`. It listens to what both report, so it does not matter what was loaded before.
 *
 * @example
 * const uninstrument = instrumentFetch({ excludeUrls: ['https://telemetry.example.com/'] });
 * uninstrument();
 */
export function instrumentFetch(options: FetchOptions = {}): Uninstrument {
  const { requestHeaders = [], responseHeaders = [], excludeUrls = [] } = options;
  return integrate(
    {
      caller: 'instrumentFetch',
      from: '@opentelemetry/instrumentation-undici',
      className: 'UndiciInstrumentation',
      libraries: ['fetch'],
    },
    options,
    {
      headersToSpanAttributes: { requestHeaders: [...requestHeaders], responseHeaders: [...responseHeaders] },
      ignoreRequestHook: ({ origin, path }: { readonly origin: string; readonly path: string }) =>
        isExcluded(origin + path, excludeUrls),
    },
  );
}
