/**
 * What one flow did, read back:
 *
 *   events, in order ─▶ flowLogOf ─▶ FlowLog: events, the tree of spans, totals
 *     ├─ query   some of the events
 *     ├─ export  as a file, all or nothing
 *     └─ read    … and back, also when the file is damaged
 */
import type { FlowEvent, FlowMetrics } from '../event/event.ts';

/** A span of a flow, with those below it. */
export interface FlowSpan {
  readonly span_id: string;
  readonly parent_id: string | null;
  readonly node: string;
  /** `open`: it has not ended, or its end is not in the log. */
  readonly status: 'ok' | 'error' | 'open';
  readonly duration_ms?: number;
  readonly children: readonly FlowSpan[];
}

/** Sums over the events of a flow. */
export interface FlowTotals {
  readonly events: number;
  /** Events that fell out of the buffer. */
  readonly dropped: number;
  readonly errors: number;
  /** From the first event to the last. */
  readonly duration_ms: number;
  readonly tokens: number;
  readonly cost_usd: number;
}

/** What one flow did; plain JSON. */
export interface FlowLog {
  readonly flow_id: string;
  readonly totals: FlowTotals;
  /** Those without one above in this flow. */
  readonly spans: readonly FlowSpan[];
  readonly events: readonly FlowEvent[];
}

interface GrowingSpan extends FlowSpan {
  status: FlowSpan['status'];
  duration_ms?: number;
  readonly children: GrowingSpan[];
}

/** The log of one flow, from its events in order. */
export function flowLogOf(flowId: string, events: readonly FlowEvent[], dropped = 0): FlowLog {
  return { flow_id: flowId, totals: totalsOf(events, dropped), spans: spansOf(events), events };
}

function spansOf(events: readonly FlowEvent[]): readonly FlowSpan[] {
  const byId = new Map<string, GrowingSpan>();
  for (const { span_id, parent_id, node, event_type: type, metrics } of events) {
    if (type === 'metric' && byId.has(span_id)) continue;
    let span = byId.get(span_id);
    // Without an entry (filtered, or fallen out) its end tells of it; what was only said in it does not.
    if (span === undefined && type === 'metric') continue;
    if (span === undefined) byId.set(span_id, (span = { span_id, parent_id, node, status: 'open', children: [] }));
    if (type === 'entry' || metrics.duration_ms === undefined) continue;
    span.status = type === 'error' ? 'error' : 'ok';
    span.duration_ms = metrics.duration_ms;
  }
  const roots: GrowingSpan[] = [];
  for (const span of byId.values()) (byId.get(span.parent_id ?? '')?.children ?? roots).push(span);
  return roots;
}

function totalsOf(events: readonly FlowEvent[], dropped: number): FlowTotals {
  const times = events.map(({ timestamp }) => timestamp);
  const elapsedMs = times.length === 0 ? 0 : (greatest(times) - -greatest(times.map((time) => -time))) * 1000;
  const metrics = events.filter(({ event_type: type }) => type === 'metric').map((event) => event.metrics);
  const sum = (name: keyof FlowMetrics): number => metrics.reduce((all, each) => all + (each[name] ?? 0), 0);
  return {
    events: events.length,
    dropped,
    errors: events.filter(({ event_type: type }) => type === 'error').length,
    duration_ms: Number(elapsedMs.toFixed(3)),
    tokens: sum('tokens'),
    // Sums of binary fractions end in noise that no price has: 0.1 + 0.2.
    cost_usd: Number(sum('cost_usd').toFixed(12)),
  };
}

/** Not by `Math.max(...)`, which takes only so many arguments. */
function greatest(numbers: readonly number[]): number {
  return numbers.reduce((most, each) => Math.max(most, each), -Infinity);
}
