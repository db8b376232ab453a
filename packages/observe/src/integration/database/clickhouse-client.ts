import type { Span, SpanOptions } from '@opentelemetry/api';
import type { IntegrationOptions } from '../definition.ts';
import { integrationTracers } from '../tracers.ts';

// OpenTelemetry semantic conventions 1.41, database spans
const QUERY_TEXT = 'db.query.text';

type Statement = { readonly query: string };

/** The methods of a client that send a statement of the program. */
const sending = ['query', 'command', 'exec'] as const;

/** What is needed of a client of `@clickhouse/client`. */
export type StatementClient = {
  [Name in (typeof sending)[number]]: (params: never) => unknown;
};

/**
 * Creates a client of `@clickhouse/client`, version 1.23 or later, whose operations make spans: the client's own, of the
 * request and of the stream of its rows, with the statement as `db.query.text`, without secrets and at most `maxString` long.
 * `options` are the client's, without its `tracer`.
 *
 * @example
 * import { createClient } from '@clickhouse/client';
 *
 * const client = traceClickHouse(createClient, { url: 'http://localhost:8123' });
 * await client.close();
 */
export function traceClickHouse<Options extends object, Client extends StatementClient>(
  createClient: (options: Options) => Client,
  options: Options,
  { scopeSuffix = '' }: Pick<IntegrationOptions, 'scopeSuffix'> = {},
): Client {
  const real = integrationTracers(scopeSuffix).provider.getTracer('@clickhouse/client');
  // The client opens the span of a statement before its method gives anything back.
  let statement: string | undefined;
  const tracer = {
    startActiveSpan<F extends (span: Span) => unknown>(name: string, given: SpanOptions, run: F): ReturnType<F> {
      const attributes = { ...given.attributes, ...(statement !== undefined && { [QUERY_TEXT]: statement }) };
      statement = undefined;
      return real.startActiveSpan(name, { ...given, attributes }, run);
    },
  };
  const client = createClient({ ...options, tracer });
  for (const name of sending) {
    const send = client[name];
    Object.defineProperty(client, name, {
      configurable: true,
      writable: true,
      value(params: Statement): unknown {
        statement = params?.query;
        try {
          return Reflect.apply(send, client, [params]);
        } finally {
          statement = undefined;
        }
      },
    });
  }
  return client;
}
