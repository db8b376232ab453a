import type { Query } from '../store/query.ts';
import type { TraceSummary } from '../store/summary.ts';
import type { TraceList } from '../store/traces.ts';
import type { Ask } from './client.ts';
import { cost, isError, tokens, typeOfSpan } from './columns.ts';
import { everyRoot, wantedRoots } from './wanted.ts';

/**
 * The newest traces that a query asks for, with one statement: roots, the newest first, and sums over the spans of only those
 * traces. A trace whose root is not there is not listed.
 */
export async function listTraces(
  ask: Ask,
  query: Query,
  { from, count, signal }: { readonly from: number; readonly count: number; readonly signal: AbortSignal },
): Promise<TraceList> {
  const parameters: Record<string, unknown> = { from, count };
  const rows = await ask<SummaryRow>(
    `WITH
  wanted AS (SELECT TraceId, min(Timestamp) AS Began FROM (${wantedRoots(query, parameters) ?? everyRoot}) GROUP BY TraceId),
  shown AS (SELECT TraceId, Began FROM wanted ORDER BY Began DESC LIMIT {count: UInt32} OFFSET {from: UInt32})
SELECT
  TraceId AS traceId,
  (SELECT count() FROM wanted) AS total,
  argMin(SpanName, (ParentSpanId != '', Timestamp)) AS name,
  argMin(${typeOfSpan}, (ParentSpanId != '', Timestamp)) AS type,
  argMin(ServiceName, (ParentSpanId != '', Timestamp)) AS service,
  argMin(StatusCode, (ParentSpanId != '', Timestamp)) ${isError} AS hasFailed,
  min(toUnixTimestamp64Nano(Timestamp)) AS startNs,
  max(toUnixTimestamp64Nano(Timestamp) + Duration) - startNs AS durationNs,
  count() AS spans,
  countIf(StatusCode ${isError}) AS errors,
  groupUniqArray(${typeOfSpan}) AS types,
  groupUniqArray(SpanAttributes['gen_ai.request.model']) AS models,
  sum(${tokens}) AS tokens,
  sum(${cost}) AS costUsd
FROM otel_traces
WHERE TraceId IN (SELECT TraceId FROM shown) AND Timestamp >= (SELECT min(Began) FROM shown)
GROUP BY TraceId
ORDER BY startNs DESC`,
    parameters,
    signal,
  );
  return { traces: rows.map(summaryOf), total: Number(rows[0]?.total ?? 0) };
}

interface SummaryRow {
  readonly traceId: string;
  readonly total: string;
  readonly name: string;
  readonly type: string;
  readonly service: string;
  readonly hasFailed: number;
  readonly startNs: string;
  readonly durationNs: string;
  readonly spans: string;
  readonly errors: string;
  readonly types: readonly string[];
  readonly models: readonly string[];
  readonly tokens: string;
  readonly costUsd: number;
}

function summaryOf(row: SummaryRow): TraceSummary {
  return {
    traceId: row.traceId,
    name: row.name === '' ? '(no name)' : row.name,
    type: row.type || undefined,
    service: row.service || undefined,
    startMs: Number(row.startNs) / 1e6,
    durationMs: Math.max(Number(row.durationNs), 0) / 1e6,
    isOpen: false,
    spans: Number(row.spans),
    errors: Number(row.errors),
    hasFailed: row.hasFailed === 1,
    types: row.types.filter(Boolean),
    models: row.models.filter(Boolean),
    tokens: Number(row.tokens),
    costUsd: Number(row.costUsd.toFixed(12)),
  };
}
