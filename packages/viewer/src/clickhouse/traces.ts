import type { Grouping, RollUp, Sum } from '../store/groups.ts';
import type { Query } from '../store/query.ts';
import type { TraceData, TraceList, Traces } from '../store/traces.ts';
import type { Ask } from './client.ts';
import { listTraces } from './list.ts';
import { rollUpTraces } from './roll-up.ts';
import { logColumns, logOf, spanColumns, spanOf, type OtelLogRow, type OtelTraceRow } from './rows.ts';

/** More spans than a page shows well. */
const mostSpans = 200_000;

/** Traces in ClickHouse: each answer is one statement a table, which reads only what is shown. */
export class ClickHouseTraces implements Traces {
  readonly #ask: Ask;
  /** Nothing tells of changes: whoever wants to see what is new asks again. */
  readonly revision = 1;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  list(query: Query, from: number, count: number, signal: AbortSignal): Promise<TraceList> {
    return listTraces(this.#ask, query, { from, count, signal });
  }

  rollUp(query: Query, by: Grouping, most: Sum, signal: AbortSignal): Promise<RollUp> {
    return rollUpTraces(this.#ask, query, { by, most, signal });
  }

  async trace(traceId: string, after: number): Promise<TraceData | undefined> {
    if (after >= this.revision) return { traceId, revision: this.revision, spans: [], logs: [], flow: [] };
    const [spans, logs] = await Promise.all([
      this.#ask<OtelTraceRow>(
        `SELECT ${spanColumns} FROM otel_traces WHERE TraceId = {id: String} ORDER BY Timestamp LIMIT {most: UInt32}`,
        { id: traceId, most: mostSpans },
      ),
      this.#ask<OtelLogRow>(
        `SELECT ${logColumns} FROM otel_logs WHERE TraceId = {id: String} ORDER BY Timestamp LIMIT {most: UInt32}`,
        { id: traceId, most: mostSpans },
      ).catch(withoutTable),
    ]);
    if (spans.length === 0) return undefined;
    return { traceId, revision: this.revision, spans: spans.map(spanOf), logs: logs.map(logOf), flow: [] };
  }

  onChange(): () => void {
    return () => {};
  }
}

/** Who exports only traces has no table of logs. */
function withoutTable(error: unknown): readonly OtelLogRow[] {
  const { type, message } = Object(error) as { readonly type?: unknown; readonly message?: unknown };
  if (type === 'UNKNOWN_TABLE' || String(message).includes('UNKNOWN_TABLE')) return [];
  throw error;
}
