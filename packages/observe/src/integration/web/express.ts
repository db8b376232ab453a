import type { IntegrationOptions, Uninstrument } from '../definition.ts';
import { integrate } from '../integrate.ts';

/** What `instrumentExpress` can be told. */
export interface ExpressOptions extends IntegrationOptions {
  /** False makes no spans of middleware and routers, only of what answers; the route is on the server span all the same. */
  readonly middleware?: boolean;
}

/**
 * Makes spans of Express's middleware, routers and handlers, and names the server span of `instrumentHttp` after the route, by
 * `@opentelemetry/instrumentation-express`. Call it before routes are added: those that are there already make no spans.
 *
 * @example
 * const uninstrument = instrumentExpress({ middleware: false });
 * uninstrument();
 */
export function instrumentExpress(options: ExpressOptions = {}): Uninstrument {
  return integrate(
    {
      caller: 'instrumentExpress',
      from: '@opentelemetry/instrumentation-express',
      className: 'ExpressInstrumentation',
      libraries: ['express'],
    },
    options,
    options.middleware === false ? { ignoreLayersType: ['middleware', 'router'] } : {},
  );
}
