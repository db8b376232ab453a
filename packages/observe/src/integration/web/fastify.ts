import { isExcluded } from '../address.ts';
import type { Integration, IntegrationOptions, Uninstrument } from '../definition.ts';
import { integrate, integrateOnce } from '../integrate.ts';

/** A Fastify application, as far as it is used here. */
export interface FastifyApplication {
  register(plugin: never): unknown;
}

/** What `instrumentFastify` can be told. */
export interface FastifyOptions extends IntegrationOptions {
  /** The one application to instrument, before its routes are added; all that are made later when absent. */
  readonly app?: FastifyApplication;
  /** Routes that make no spans: paths (`/health`) and what is below them, or patterns. */
  readonly excludeUrls?: readonly (string | RegExp)[];
  /** False makes no spans of hooks, only of requests and their handlers. */
  readonly hooks?: boolean;
}

const fastify: Integration = {
  caller: 'instrumentFastify',
  from: '@fastify/otel',
  className: 'FastifyOtelInstrumentation',
  libraries: ['fastify'],
};

/**
 * Makes spans of Fastify's requests, hooks and handlers, and names the server span of `instrumentHttp` after the route, by
 * `@fastify/otel`. Fastify reports each new application by itself, so it does not matter how it was loaded.
 *
 * @example
 * const uninstrument = instrumentFastify({ hooks: false, excludeUrls: ['/health'] });
 * uninstrument();
 */
export function instrumentFastify(options: FastifyOptions = {}): Uninstrument {
  const { app, excludeUrls = [], hooks = true } = options;
  const config = {
    instrumentHooks: hooks,
    ignorePaths: ({ url }: { readonly url: string }) => isExcluded(`http://localhost${url}`, excludeUrls),
  };
  if (app === undefined) return integrate(fastify, options, { ...config, registerOnInitialization: true });
  const made = integrateOnce(fastify, options, config);
  if (made === undefined) return () => {};
  // Proof of the cast: the class of the package has the method, and Fastify takes what it gives.
  app.register((made.instrumentation as unknown as { plugin(): never }).plugin());
  return made.stop;
}
