/**
 * What happened in a flow, as one line of JSON:
 *
 *   a span begins                 ─▶ entry       data.input
 *   it ends                       ─▶ exit        data.output, metrics.duration_ms
 *   … with an error               ─▶ error       data.error
 *   it took tokens or money       ─▶ metric      metrics.tokens, metrics.cost_usd
 *   the program says something    ─▶ metric, or error from the level `error` on
 *     ├─ node      what a span is called: llm.chat
 *     ├─ recorded  … and what its attributes say of input, output, error and usage
 *     └─ data      values that fit into an event, without secrets
 */
import { levels, type Level } from '@bud/value';

/** What an event tells of. */
const eventTypes = ['entry', 'exit', 'error', 'metric'] as const;
/** What an event tells of. */
export type FlowEventType = (typeof eventTypes)[number];

/** What failed, and with what. */
export interface FlowError {
  readonly type: string;
  readonly message: string;
}

/** Values of an event; without secrets, and cut where they are long. */
export interface FlowData {
  readonly input?: unknown;
  readonly output?: unknown;
  readonly error?: FlowError | null;
  readonly [name: string]: unknown;
}

/** Numbers of an event. */
export interface FlowMetrics {
  /** From the start of the span to its end. */
  readonly duration_ms?: number;
  /** Input and output together. */
  readonly tokens?: number;
  readonly input_tokens?: number;
  readonly output_tokens?: number;
  /** US dollars. */
  readonly cost_usd?: number;
  readonly [name: string]: number | undefined;
}

/** One event of a flow, as `event.schema.json` describes it. */
export interface FlowEvent {
  readonly schema_version: 1;
  readonly flow_id: string;
  /** 16 hexadecimal digits, as in W3C trace context. */
  readonly span_id: string;
  /** null: no span is above. */
  readonly parent_id: string | null;
  /** `<category>.<name>`, as in `llm.chat`. */
  readonly node: string;
  readonly level: Level;
  /** Seconds since 1970, with fractions. */
  readonly timestamp: number;
  /** Counts the events that a process has recorded, from 1 on: their order, also in one moment. Other writers may leave it out. */
  readonly sequence?: number;
  readonly event_type: FlowEventType;
  readonly message?: string | undefined;
  readonly data: FlowData;
  readonly metrics: FlowMetrics;
}

/** Of a `Date`, in seconds. */
const lastMoment = 8.64e12;

/** Whether a value read from somewhere is an event. */
export function isFlowEvent(value: unknown): value is FlowEvent {
  if (typeof value !== 'object' || value === null) return false;
  // Proof of the cast: each member is asked for what it is.
  const event = value as Partial<Record<keyof FlowEvent, unknown>>;
  return (
    ['flow_id', 'span_id', 'node'].every((name) => typeof event[name as keyof FlowEvent] === 'string') &&
    (levels as readonly unknown[]).includes(event.level) &&
    typeof event.timestamp === 'number' &&
    Math.abs(event.timestamp) <= lastMoment &&
    (eventTypes as readonly unknown[]).includes(event.event_type) &&
    [event.data, event.metrics].every((part) => typeof part === 'object' && part !== null && !Array.isArray(part)) &&
    Object.values(event.metrics as object).every((value) => typeof value === 'number')
  );
}
