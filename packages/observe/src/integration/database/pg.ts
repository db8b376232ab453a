/**
 * Statements and commands that a program sends to a database:
 *
 *   pg, mysql        statements; the values of their parameters on request
 *   prisma           operations, and the statements below them
 *   redis, ioredis   commands and keys, no values
 *   clickhouse-client  statements; the client makes its spans itself
 *
 * None of them shows a secret, and none is longer than a string may be (../tracers).
 */
import type { IntegrationOptions, Uninstrument } from '../definition.ts';
import { integrate } from '../integrate.ts';

/** What `instrumentPg` can be told. */
export interface PgOptions extends IntegrationOptions {
  /** True records the values of a query's parameters, as `db.postgresql.values`; their secrets are replaced. */
  readonly parameters?: boolean;
  /** False makes no spans of connecting, only of queries. */
  readonly connections?: boolean;
}

/**
 * Makes spans of the queries of `pg`, by `@opentelemetry/instrumentation-pg`. The statement is `db.query.text`, without
 * secrets and at most `maxString` long. It does not matter whether `pg` was loaded before, or imported as an ES module.
 *
 * @example
 * const uninstrument = instrumentPg({ connections: false });
 * uninstrument();
 */
export function instrumentPg(options: PgOptions = {}): Uninstrument {
  const { parameters = false, connections = true } = options;
  return integrate(
    {
      caller: 'instrumentPg',
      from: '@opentelemetry/instrumentation-pg',
      className: 'PgInstrumentation',
      libraries: ['pg'],
    },
    options,
    { enhancedDatabaseReporting: parameters, ignoreConnectSpans: !connections },
  );
}
