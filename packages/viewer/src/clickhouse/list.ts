import { typesOfOperations } from '@bud/value/recorded';
import type { Query } from '../store/query.ts';
import type { TraceSummary } from '../store/summary.ts';
import type { TraceList } from '../store/traces.ts';
import type { Ask } from './client.ts';

/**
 * The newest traces that a query asks for, with one statement: roots, the newest first, and sums over the spans of only those
 * traces. A trace whose root is not there is not listed.
 */
export async function listTraces(ask: Ask, query: Query, from: number, count: number): Promise<TraceList> {
  const parameters: Record<string, unknown> = { from, count };
  const rows = await ask<SummaryRow>(
    `WITH
  wanted AS (${rootsOf(query, parameters)}),
  shown AS (SELECT TraceId, Timestamp FROM wanted ORDER BY Timestamp DESC LIMIT {count: UInt32} OFFSET {from: UInt32})
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
WHERE TraceId IN (SELECT TraceId FROM shown) AND Timestamp >= (SELECT min(Timestamp) FROM shown)
GROUP BY TraceId
ORDER BY startNs DESC`,
    parameters,
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

// Older versions of the Collector's exporter write the names of the protocol: STATUS_CODE_ERROR.
const isError = "IN ('Error', 'STATUS_CODE_ERROR')";
const tokens = ['input', 'output']
  .map((kind) => `toUInt64OrZero(SpanAttributes['gen_ai.usage.${kind}_tokens'])`)
  .join(' + ');

const cost = "toFloat64OrZero(SpanAttributes['gen_ai.usage.cost'])";

// As `spanTypeOf` has it: what the mark says, or the operation of the conventions for generative AI.
const operations = Object.keys(typesOfOperations);
const typeOfSpan = `if(SpanAttributes['bud.track.type'] != '', SpanAttributes['bud.track.type'], transform(SpanAttributes['gen_ai.operation.name'], [${quoted(operations)}], [${quoted(Object.values(typesOfOperations))}], ''))`;

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ');
}

/** Puts a value among the parameters; gives how a statement names it. */
type Given = (type: string, value: unknown) => string;

/** Roots of the traces that are asked for. What is asked of any span is a set of traces, of which the root's must be one. */
function rootsOf(query: Query, parameters: Record<string, unknown>): string {
  const given: Given = (type, value) => {
    const name = `p${Object.keys(parameters).length}`;
    parameters[name] = value;
    return `{${name}: ${type}}`;
  };
  const sets = [
    ...ofAnySpan(query, given).map((condition) => `SELECT TraceId FROM otel_traces WHERE ${condition}`),
    ...ofSums(query, given).map(
      (condition) =>
        `SELECT TraceId FROM otel_traces WHERE mapContains(SpanAttributes, 'gen_ai.usage.input_tokens') GROUP BY TraceId HAVING ${condition}`,
    ),
  ];
  const conditions = [...ofRoot(query, given), ...sets.map((set) => `TraceId IN (${set})`)];
  return `SELECT TraceId, Timestamp FROM otel_traces WHERE ${conditions.join(' AND ')}`;
}

function ofRoot({ services, isOpen, minMs, maxMs }: Query, given: Given): readonly string[] {
  return [
    "ParentSpanId = ''",
    ...services.map((service) => has('ServiceName', given('String', service))),
    ...(minMs === undefined ? [] : [`Duration >= ${given('UInt64', Math.round(minMs * 1e6))}`]),
    ...(maxMs === undefined ? [] : [`Duration <= ${given('UInt64', Math.round(maxMs * 1e6))}`]),
    // What is in these tables has ended.
    ...(isOpen ? ['0'] : []),
  ];
}

function ofAnySpan({ words, names, types, hasError }: Query, given: Given): readonly string[] {
  return [
    ...(hasError ? [`StatusCode ${isError}`] : []),
    ...names.map((name) => has('SpanName', given('String', name))),
    ...types.map((type) => `${typeOfSpan} = ${given('String', type)}`),
    ...words.map((word) => {
      const value = given('String', word);
      const inValues = `arrayExists(each -> ${has('each', value)}, mapValues(SpanAttributes))`;
      return `(${has('SpanName', value)} OR ${has('StatusMessage', value)} OR ${inValues} OR TraceId = ${value})`;
    }),
  ];
}

function ofSums({ minTokens, minCostUsd }: Query, given: Given): readonly string[] {
  return [
    ...(minTokens === undefined ? [] : [`sum(${tokens}) >= ${given('UInt64', minTokens)}`]),
    ...(minCostUsd === undefined ? [] : [`sum(${cost}) >= ${given('Float64', minCostUsd)}`]),
  ];
}

function has(column: string, value: string): string {
  return `positionCaseInsensitiveUTF8(${column}, ${value}) > 0`;
}
