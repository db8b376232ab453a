/** An event of a flow, as `@bud/flow` writes it on a line of `.bud/flow.jsonl`. */
export interface WrittenEvent {
  readonly flow_id: string;
  readonly span_id: string;
  readonly node: string;
  readonly level: string;
  /** Seconds since 1970, with fractions. */
  readonly timestamp: number;
  readonly event_type: 'entry' | 'exit' | 'error' | 'metric';
  readonly message?: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metrics: Readonly<Record<string, number | undefined>>;
}

const eventTypes: readonly unknown[] = ['entry', 'exit', 'error', 'metric'];

/** Whether what a line of JSON holds is one. */
export function isWrittenEvent(value: unknown): value is WrittenEvent {
  const event = Object(value) as Readonly<Record<string, unknown>>;
  return (
    eventTypes.includes(event['event_type']) &&
    ['flow_id', 'span_id', 'node', 'level'].every((name) => typeof event[name] === 'string') &&
    typeof event['timestamp'] === 'number' &&
    ['data', 'metrics'].every((name) => typeof event[name] === 'object' && event[name] !== null)
  );
}
