import { untracked } from '../../context/inherited.ts';
import { sharedProxies } from '../../provider/globals.ts';
import { isExcluded } from '../address.ts';
import type { IntegrationOptions, Uninstrument } from '../definition.ts';
import { say } from '../say.ts';
import { integrationTracers } from '../tracers.ts';

type Next = () => Promise<void>;
type Middleware<Context> = (context: Context, next: Next) => Promise<unknown>;

/** A Hono application, as far as it is used here. */
export interface HonoApplication<Context> {
  use(path: string, middleware: (context: Context, next: Next) => Promise<never>): unknown;
}

/** What `instrumentHono` can be told. */
export interface HonoOptions extends IntegrationOptions {
  /** Names of request headers to record, as `http.request.header.<name>`; none when absent. */
  readonly requestHeaders?: readonly string[];
  /** Names of response headers to record, as `http.response.header.<name>`; none when absent. */
  readonly responseHeaders?: readonly string[];
  /** Requests that make no spans, and nothing below them does: paths (`/health`), beginnings of URLs, or patterns. */
  readonly excludeUrls?: readonly (string | RegExp)[];
}

/**
 * Makes a server span of each request to a Hono application, named after the route, by `@hono/otel`: on Node, Workers, Deno and
 * Bun. Hono has applications, and nothing that all of them share, so each is instrumented by itself, before its routes are
 * added.
 *
 * @example
 * import { Hono } from 'hono';
 *
 * const app = new Hono();
 * const uninstrument = instrumentHono(app, { excludeUrls: ['/health'] });
 * uninstrument();
 */
export function instrumentHono<Context extends { readonly req: { readonly url: string } }>(
  app: HonoApplication<Context>,
  { scopeSuffix = '', instrumentation, requestHeaders = [], responseHeaders = [], excludeUrls = [] }: HonoOptions = {},
): Uninstrument {
  const tracers = integrationTracers(scopeSuffix);
  const loading = loadMiddleware<Context>({
    ...instrumentation,
    tracerProvider: tracers.provider,
    meterProvider: sharedProxies().meters,
    captureRequestHeaders: [...requestHeaders],
    captureResponseHeaders: [...responseHeaders],
  });
  app.use('*', async (context, next) => {
    const middleware = await loading;
    // Proof of the casts: Hono takes what its own middleware gives, and nothing for going on.
    if (middleware === undefined || !tracers.isOn) return next() as Promise<never>;
    if (isExcluded(context.req.url, excludeUrls)) return untracked(next) as Promise<never>;
    return middleware(context, next) as Promise<never>;
  });
  return () => {
    tracers.isOn = false;
  };
}

/** Bundlers follow the import. It must not be another copy of Hono that it belongs to, so it is no `require`. */
async function loadMiddleware<Context>(config: object): Promise<Middleware<Context> | undefined> {
  try {
    const { httpInstrumentationMiddleware } = await import('@hono/otel');
    // Proof of the cast: the context is the one of the application that it is given to.
    return httpInstrumentationMiddleware(config) as unknown as Middleware<Context>;
  } catch (error) {
    say(
      `instrumentHono: the package @hono/otel cannot be loaded (${String(error)}), so hono makes no spans. Run: npm install @hono/otel`,
    );
    return undefined;
  }
}
