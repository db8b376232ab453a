import type { IntegrationOptions, Uninstrument } from '../definition.ts';
import { integrate } from '../integrate.ts';

/** What `instrumentMySQL` can be told. */
export interface MySQLOptions extends IntegrationOptions {
  /** True writes the values of a query's parameters into the recorded statement; false when absent. */
  readonly parameters?: boolean;
}

/**
 * Makes spans of the queries of `mysql2`, by `@opentelemetry/instrumentation-mysql2`. The statement is `db.query.text`, without
 * secrets and at most `maxString` long. It does not matter whether `mysql2` was loaded before, or imported as an ES module.
 *
 * @example
 * const uninstrument = instrumentMySQL();
 * uninstrument();
 */
export function instrumentMySQL(options: MySQLOptions = {}): Uninstrument {
  return integrate(
    {
      caller: 'instrumentMySQL',
      from: '@opentelemetry/instrumentation-mysql2',
      className: 'MySQL2Instrumentation',
      libraries: ['mysql2'],
    },
    options,
    // By itself the instrumentation records the values of parameters as parts of the statement.
    options.parameters === true ? {} : { maskStatement: true, maskStatementHook: (statement: string) => statement },
  );
}
