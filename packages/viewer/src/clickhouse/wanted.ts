import type { Query } from '../store/query.ts';
import { cost, isError, tokens, typeOfSpan } from './columns.ts';

/** Puts a value among the parameters; gives how a statement names it. */
type Given = (type: string, value: unknown) => string;

/** Roots of the traces that are asked for; undefined where that is all of them. */
export function wantedRoots(query: Query, parameters: Record<string, unknown>): string | undefined {
  const conditions = conditionsOf(query, parameters);
  return conditions.length === 0 ? undefined : `${everyRoot} AND ${conditions.join(' AND ')}`;
}

export const everyRoot = "SELECT TraceId, Timestamp FROM otel_traces WHERE ParentSpanId = ''";

/** What is asked of any span is a set of traces, of which the root's must be one. */
function conditionsOf(query: Query, parameters: Record<string, unknown>): readonly string[] {
  const given: Given = (type, value) => {
    const name = `p${Object.keys(parameters).length}`;
    parameters[name] = value;
    return `{${name}: ${type}}`;
  };
  const sets = [
    ...ofAnySpan(query, given).map((condition) => `SELECT TraceId FROM otel_traces WHERE ${condition}`),
    ...ofSums(query, given).map(
      (condition) => `SELECT TraceId FROM otel_traces WHERE ${hasUsage} GROUP BY TraceId HAVING ${condition}`,
    ),
  ];
  return [...ofRoot(query, given), ...sets.map((set) => `TraceId IN (${set})`)];
}

function ofRoot({ services, isOpen, minMs, maxMs }: Query, given: Given): readonly string[] {
  return [
    ...services.map((service) => has('ServiceName', given('String', service))),
    ...(minMs === undefined ? [] : [`Duration >= ${given('UInt64', whole(minMs * 1e6))}`]),
    ...(maxMs === undefined ? [] : [`Duration <= ${given('UInt64', whole(maxMs * 1e6))}`]),
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
      const inValues = (attributes: string): string =>
        `arrayExists(each -> ${has('each', value)}, mapValues(${attributes}))`;
      return `(${[
        has('SpanName', value),
        has('StatusMessage', value),
        inValues('SpanAttributes'),
        `arrayExists(each -> ${has('each', value)}, Events.Name)`,
        `arrayExists(event -> ${inValues('event')}, Events.Attributes)`,
        `TraceId = ${value}`,
      ].join(' OR ')})`;
    }),
  ];
}

function ofSums({ minTokens, minCostUsd }: Query, given: Given): readonly string[] {
  return [
    ...(minTokens === undefined ? [] : [`sum(${tokens}) >= ${given('UInt64', whole(minTokens))}`]),
    ...(minCostUsd === undefined ? [] : [`sum(${cost}) >= ${given('Float64', minCostUsd)}`]),
  ];
}

/** What people type may be any number. */
function whole(value: number): number {
  return Math.min(Math.round(value), Number.MAX_SAFE_INTEGER);
}

const hasUsage = ['input_tokens', 'output_tokens', 'cost']
  .map((name) => `mapContains(SpanAttributes, 'gen_ai.usage.${name}')`)
  .join(' OR ');

function has(column: string, value: string): string {
  return `positionCaseInsensitiveUTF8(${column}, ${value}) > 0`;
}
