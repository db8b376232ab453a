/**
 * Traces of a team, in the tables that the Collector's exporter makes:
 *
 *   client   the server, through @clickhouse/client
 *   wanted   a query, as it is typed ─▶ the roots of its traces
 *     list     ─▶ one statement ─▶ summaries of the newest
 *     roll-up  ─▶ one statement ─▶ what their calls took together
 *   columns  what statements say of a span
 *   rows     rows of otel_traces and otel_logs ─▶ spans, log records
 *   traces   both, as a server shows them
 */

/** Values that stand in a statement as `{name: Type}`: what a user types never becomes a part of it. */
type Parameters = Readonly<Record<string, unknown>>;

/** What is needed of a client of `@clickhouse/client`. */
export interface ClickHouseReader {
  query(asked: {
    readonly query: string;
    readonly format: 'JSONEachRow';
    readonly query_params: Record<string, unknown>;
    readonly clickhouse_settings: typeof settings;
    readonly abort_signal?: AbortSignal;
  }): Promise<{ json<Row>(): Promise<Row[]> }>;
  close(): Promise<void>;
}

/** Asks with one statement; rejects with what ClickHouse says. */
export type Ask = <Row>(statement: string, parameters: Parameters, signal?: AbortSignal) => Promise<readonly Row[]>;

const settings = {
  // Numbers of 64 bits as strings, whatever the server's own setting is.
  output_format_json_quote_64bit_integers: 1,
  // Nobody waits for the answer any more.
  cancel_http_readonly_queries_on_client_close: 1,
} as const;

/** Connects to a server, such as `http://user:password@host:8123/database`. Rejects when `@clickhouse/client` is not installed. */
export async function connect(url: string): Promise<ClickHouseReader> {
  const { createClient, ClickHouseLogLevel } = await import('@clickhouse/client').catch((error: unknown) => {
    throw new Error('`@clickhouse/client` is missing: npm install --save-dev @clickhouse/client', { cause: error });
  });
  // What it says would come beside what we say, and with the password.
  return createClient({ url, application: 'bud-view', log: { level: ClickHouseLogLevel.OFF } });
}

export function asking(client: ClickHouseReader): Ask {
  return async <Row>(statement: string, parameters: Parameters, signal?: AbortSignal) => {
    const answer = await client.query({
      query: statement,
      format: 'JSONEachRow',
      query_params: { ...parameters },
      clickhouse_settings: settings,
      ...(signal !== undefined && { abort_signal: signal }),
    });
    return await answer.json<Row>();
  };
}
