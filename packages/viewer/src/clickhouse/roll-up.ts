import { mostGroups, type Group, type Grouping, type RollUp, type Sum } from '../store/groups.ts';
import type { Query } from '../store/query.ts';
import type { Ask } from './client.ts';
import { cost, isError, shownTypeOfSpan, tokens } from './columns.ts';
import { wantedRoots } from './wanted.ts';

const keys: Readonly<Record<Grouping, string>> = {
  name: 'SpanName',
  model: "SpanAttributes['gen_ai.request.model']",
  type: shownTypeOfSpan,
  service: "if(ServiceName = '', '(unknown)', ServiceName)",
};

const columns: Readonly<Record<Sum, string>> = {
  calls: 'calls',
  errors: 'errors',
  totalMs: 'totalNs',
  // Nobody has looked.
  selfMs: 'totalNs',
  longestMs: 'longestNs',
  tokens: 'tokens',
  costUsd: 'costUsd',
};

/** What the calls in all traces that a query asks for took together, with one statement. */
export async function rollUpTraces(
  ask: Ask,
  query: Query,
  { by, most, signal }: { readonly by: Grouping; readonly most: Sum; readonly signal: AbortSignal },
): Promise<RollUp> {
  const parameters: Record<string, unknown> = { count: mostGroups };
  const rows = await ask<GroupRow>(
    `SELECT
  ${keys[by]} AS key,
  count() OVER () AS total,
  any(${shownTypeOfSpan}) AS type,
  count() AS calls,
  countIf(StatusCode ${isError}) AS errors,
  sum(Duration) AS totalNs,
  max(Duration) AS longestNs,
  argMax((TraceId, SpanId), Duration) AS longest,
  sum(${tokens}) AS tokens,
  sum(${cost}) AS costUsd
FROM otel_traces
WHERE ${conditionsOf(query, by, parameters).join(' AND ')}
GROUP BY key
ORDER BY ${columns[most]} DESC
LIMIT {count: UInt32}`,
    parameters,
    signal,
  );
  return { groups: rows.map(groupOf), total: Number(rows[0]?.total ?? 0) };
}

function conditionsOf(query: Query, by: Grouping, parameters: Record<string, unknown>): readonly string[] {
  const roots = wantedRoots(query, parameters);
  return [
    "SpanAttributes['bud.span_type'] != 'log'",
    ...(by === 'model' ? [`${keys.model} != ''`] : []),
    ...(roots === undefined ? [] : [`TraceId IN (SELECT TraceId FROM (${roots}))`]),
  ];
}

interface GroupRow {
  readonly key: string;
  readonly total: string;
  readonly type: string;
  readonly calls: string;
  readonly errors: string;
  readonly totalNs: string;
  readonly longestNs: string;
  readonly longest: readonly [traceId: string, spanId: string];
  readonly tokens: string;
  readonly costUsd: number;
}

function groupOf(row: GroupRow): Group {
  const [traceId, spanId] = row.longest;
  return {
    name: row.key,
    type: row.type,
    calls: Number(row.calls),
    errors: Number(row.errors),
    totalMs: Number(row.totalNs) / 1e6,
    selfMs: 0,
    longestMs: Number(row.longestNs) / 1e6,
    tokens: Number(row.tokens),
    costUsd: Number(row.costUsd.toFixed(12)),
    longest: { traceId, spanId },
  };
}
