/**
 * Straight into ClickHouse, in the tables that the Collector's exporter makes, so that both can be used side by side:
 *
 *   ReadableSpan ─ row ─▶ otel_traces      ReadableLogRecord ─ row ─▶ otel_logs
 */
import { SpanKind, SpanStatusCode, type HrTime } from '@opentelemetry/api';
import { hrTimeToNanoseconds } from '@opentelemetry/core';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { SERVICE_NAME } from './attribute/names.ts';
import { RetryLater, type Exporter } from './export/exporter.ts';
import { optionalPackages } from './export/optional-package.ts';

/** How to reach a ClickHouse. */
export interface ClickHouseConnection {
  /** `http://localhost:8123` when absent. */
  readonly url?: string;
  readonly username?: string;
  readonly password?: string;
  /** `default` when absent. */
  readonly database?: string;
}

/** A ClickHouse with the tables of the Collector's exporter; how to reach it is unused with a `client`. */
export interface ClickHouseOptions extends ClickHouseConnection {
  /** `otel_traces` when absent. */
  readonly tracesTable?: string;
  /** `otel_logs` when absent. */
  readonly logsTable?: string;
  /** A client of `@clickhouse/client`, which stays the application's to close. */
  readonly client?: ClickHouseClient;
}

/** What is needed of a client of `@clickhouse/client`. */
export interface ClickHouseClient {
  insert(rows: {
    readonly table: string;
    readonly values: readonly Row[];
    readonly format: 'JSONEachRow';
  }): Promise<unknown>;
  close(): Promise<void>;
}

/** What is needed of it for reading as well. */
export interface ReadingClickHouseClient extends ClickHouseClient {
  query(asked: {
    readonly query: string;
    readonly format: 'JSONEachRow';
    readonly query_params: Record<string, unknown>;
    readonly clickhouse_settings: Record<string, number>;
  }): Promise<{ json<Answer>(): Promise<Answer[]> }>;
  command(asked: { readonly query: string }): Promise<unknown>;
}

/** A row by the names of its columns. */
type Row = Readonly<Record<string, unknown>>;

/**
 * Writes spans and logs to ClickHouse with `@clickhouse/client`, which an application installs beside this package. The
 * tables have to be there.
 *
 * @example
 * import { configure } from '@bud/observe';
 * configure({ export: [clickhouse({ url: 'http://localhost:8123', database: 'otel' })] });
 */
export function clickhouse(options: ClickHouseOptions = {}): Exporter {
  const { url = 'http://localhost:8123', tracesTable = 'otel_traces', logsTable = 'otel_logs' } = options;
  let made: Promise<ClickHouseClient> | undefined;
  const insert = async (table: string, values: readonly Row[]): Promise<void> => {
    const client = options.client ?? (await (made ??= connectClickHouse(options, '@bud/observe/clickhouse')));
    await insertRows(client, table, values, "as the Collector's ClickHouse exporter does");
  };
  return {
    name: `clickhouse ${new URL(url).origin}`,
    isLocal: false,
    isImmediate: false,
    exportSpans: (spans) => insert(tracesTable, spans.map(spanRow)),
    exportLogs: (records) => insert(logsTable, records.map(recordRow)),
    shutdown: async () => (await made)?.close(),
  };
}

/**
 * Makes a client, for other packages that write or read; whoever makes it closes it. Nothing is asked yet. Rejects where
 * `@clickhouse/client` is not installed, with what to do; `entry` is what the application has imported.
 *
 * @example
 * import { connectClickHouse } from '@bud/observe/clickhouse';
 *
 * const client = await connectClickHouse({ url: 'http://localhost:8123' }, 'my-audit');
 * await client.close();
 */
export async function connectClickHouse(
  { url = 'http://localhost:8123', username, password, database }: ClickHouseConnection,
  entry: string,
): Promise<ReadingClickHouseClient> {
  const { createClient, ClickHouseLogLevel } = await optionalPackages(
    entry,
    ['@clickhouse/client'],
    () => import('@clickhouse/client'),
  );
  return createClient({
    url,
    application: 'bud-observe',
    // What fails is told of once, by us; it would say so at every export.
    log: { level: ClickHouseLogLevel.OFF },
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(database !== undefined && { database }),
  });
}

/**
 * Inserts rows, the names of columns with their values. Rejects with `RetryLater` where nobody answers, and with what
 * ClickHouse says; `how` ends the advice to create a table that is missing.
 *
 * @example
 * import { insertRows } from '@bud/observe/clickhouse';
 *
 * const stored: object[] = [];
 * const insert = async ({ values }: { readonly values: readonly object[] }) => stored.push(...values);
 * await insertRows({ insert, close: async () => {} }, 'notes', [{ text: 'one' }], 'first');
 * stored; // [{ text: 'one' }]
 */
export async function insertRows(
  client: ClickHouseClient,
  table: string,
  values: readonly Row[],
  how: string,
): Promise<void> {
  try {
    await client.insert({ table, values, format: 'JSONEachRow' });
  } catch (error) {
    throw refusalOf(error, table, how);
  }
}

/** ClickHouse's own errors have a type, and come again with the same rows; anything else is a connection's. */
function refusalOf(error: unknown, table: string, how: string): Error {
  const { type, message } = (error ?? {}) as { readonly type?: unknown; readonly message?: unknown };
  if (typeof type !== 'string')
    return new RetryLater(`no answer (${String(message ?? error)})`, undefined, { cause: error });
  const hint = type === 'UNKNOWN_TABLE' ? `; create \`${table}\` ${how}` : '';
  return new Error(`ClickHouse answers ${type}${hint}`, { cause: error });
}

function spanRow(span: ReadableSpan): Row {
  const { traceId, spanId, traceState } = span.spanContext();
  return {
    Timestamp: timestamp(span.startTime),
    TraceId: traceId,
    SpanId: spanId,
    ParentSpanId: span.parentSpanContext?.spanId ?? '',
    TraceState: traceState?.serialize() ?? '',
    SpanName: span.name,
    SpanKind: kinds[span.kind],
    ...resourceColumns(span),
    ScopeName: span.instrumentationScope.name,
    ScopeVersion: span.instrumentationScope.version ?? '',
    SpanAttributes: strings(span.attributes),
    Duration: String(hrTimeToNanoseconds(span.duration)),
    StatusCode: statuses[span.status.code],
    StatusMessage: span.status.message ?? '',
    'Events.Timestamp': span.events.map(({ time }) => timestamp(time)),
    'Events.Name': span.events.map(({ name }) => name),
    'Events.Attributes': span.events.map(({ attributes = {} }) => strings(attributes)),
    'Links.TraceId': span.links.map(({ context }) => context.traceId),
    'Links.SpanId': span.links.map(({ context }) => context.spanId),
    'Links.TraceState': span.links.map(({ context }) => context.traceState?.serialize() ?? ''),
    'Links.Attributes': span.links.map(({ attributes = {} }) => strings(attributes)),
  };
}

function recordRow(record: ReadableLogRecord): Row {
  const { traceId = '', spanId = '', traceFlags = 0 } = record.spanContext ?? {};
  return {
    Timestamp: timestamp(record.hrTime),
    TraceId: traceId,
    SpanId: spanId,
    TraceFlags: traceFlags,
    SeverityText: record.severityText ?? '',
    SeverityNumber: record.severityNumber ?? 0,
    ...resourceColumns(record),
    Body: string(record.body ?? ''),
    ScopeName: record.instrumentationScope.name,
    ScopeVersion: record.instrumentationScope.version ?? '',
    LogAttributes: strings(record.attributes),
    EventName: record.eventName ?? '',
  };
}

function resourceColumns({ resource }: Pick<ReadableSpan, 'resource'>): Row {
  const attributes = strings(resource.attributes);
  return { ServiceName: attributes[SERVICE_NAME] ?? '', ResourceAttributes: attributes };
}

const kinds: Readonly<Record<SpanKind, string>> = {
  [SpanKind.INTERNAL]: 'Internal',
  [SpanKind.SERVER]: 'Server',
  [SpanKind.CLIENT]: 'Client',
  [SpanKind.PRODUCER]: 'Producer',
  [SpanKind.CONSUMER]: 'Consumer',
};

const statuses: Readonly<Record<SpanStatusCode, string>> = {
  [SpanStatusCode.UNSET]: 'Unset',
  [SpanStatusCode.OK]: 'Ok',
  [SpanStatusCode.ERROR]: 'Error',
};

/** `1764201600.123456789`: whole nanoseconds are more than a number holds. */
function timestamp([seconds, nanoseconds]: HrTime): string {
  return `${seconds}.${String(nanoseconds).padStart(9, '0')}`;
}

/** Columns of attributes hold strings; what is a list or an object becomes JSON. */
function strings(attributes: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [[key, string(value)]])),
  );
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
