import type { Context } from '@opentelemetry/api';
import type { SpanWatcher } from '@bud/observe';
import type { Level } from '@bud/value';
import { fitted, sentence } from '../event/data.ts';
import type { FlowData, FlowMetrics } from '../event/event.ts';
import { nodeOf } from '../event/node.ts';
import { errorOf, argumentsIn, levelOf, resultIn, usageOf } from '../event/recorded.ts';
import { flowOf } from './flow-context.ts';
import type { FlowRecorder } from './recorder.ts';

type Span = Parameters<SpanWatcher['onEnd']>[0];

/** A span of a flow that has begun. */
interface BegunSpan {
  readonly flowId: string;
  readonly spanId: string;
  readonly parentId: string | null;
  readonly read: () => Span;
  /** Known once its entry is written. */
  node: string;
  level: Level;
}

/**
 * Makes events of the spans that belong to flows.
 *
 * A span is told of when it starts, and gets its arguments right after: its entry is written with the next thing that
 * happens in any flow, or else in the next microtask. So entries keep their place in the order of events.
 */
export class FlowSpans implements SpanWatcher {
  readonly #recorder: FlowRecorder;
  readonly #open = new Map<string, BegunSpan>();
  #waiting: BegunSpan[] = [];

  constructor(recorder: FlowRecorder) {
    this.#recorder = recorder;
  }

  onStart(span: Span, within: Context, read: () => Span): void {
    const flow = flowOf(within);
    if (flow === undefined) return;
    this.writeEntries();
    const { spanId } = span.spanContext();
    const begun: BegunSpan = {
      flowId: flow.id,
      spanId,
      parentId: span.parentSpanContext?.spanId ?? null,
      read,
      node: '',
      level: 'info',
    };
    this.#open.set(spanId, begun);
    if (this.#waiting.push(begun) === 1) queueMicrotask(() => this.writeEntries());
  }

  onEnd(span: Span): void {
    const { spanId } = span.spanContext();
    const begun = this.#open.get(spanId);
    if (begun === undefined) return;
    this.writeEntries();
    this.#open.delete(spanId);
    const usage = usageOf(span.attributes);
    const timestamp = secondsOf(span.endTime);
    if (usage !== undefined) this.#write(begun, { event_type: 'metric', timestamp, metrics: usage });
    this.#writeEnd(begun, span, timestamp);
  }

  /** Writes the entries that wait for their arguments. */
  writeEntries(): void {
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const begun of waiting) {
      const span = begun.read();
      begun.node = nodeOf(span.name, span.attributes);
      begun.level = levelOf(span.attributes);
      const input = argumentsIn(span.attributes);
      const message = messageOf(span);
      this.#write(begun, {
        event_type: 'entry',
        timestamp: secondsOf(span.startTime),
        ...(message !== undefined && { message: sentence(message, this.#limits) }),
        ...(input !== undefined && { data: { input: fitted(input, this.#limits) } }),
      });
    }
  }

  #writeEnd(begun: BegunSpan, span: Span, timestamp: number): void {
    const metrics = { duration_ms: span.duration[0] * 1000 + span.duration[1] / 1e6 };
    const error = errorOf(span);
    if (error !== undefined) {
      const told = { type: error.type, message: sentence(error.message, this.#limits) };
      const message = told.message === '' ? told.type : `${told.type}: ${told.message}`;
      this.#write(
        { ...begun, level: begun.level === 'fatal' ? 'fatal' : 'error' },
        { event_type: 'error', timestamp, message, data: { error: told }, metrics },
      );
      return;
    }
    const output = resultIn(span.attributes);
    const data = output === undefined ? {} : { output: fitted(output, this.#limits) };
    this.#write(begun, { event_type: 'exit', timestamp, data, metrics });
  }

  #write(
    { flowId, spanId, parentId, node, level }: BegunSpan,
    { event_type, timestamp, message, data = {}, metrics = {} }: Happening,
  ): void {
    this.#recorder.record({
      flow_id: flowId,
      span_id: spanId,
      parent_id: parentId,
      node,
      level,
      timestamp,
      event_type,
      message,
      data,
      metrics,
    });
  }

  get #limits(): FlowRecorder['options'] {
    return this.#recorder.options;
  }
}

interface Happening {
  readonly event_type: 'entry' | 'exit' | 'error' | 'metric';
  readonly timestamp: number;
  readonly message?: string;
  readonly data?: FlowData;
  readonly metrics?: FlowMetrics;
}

/** What a span says of itself, when that is more than its name. */
function messageOf({ name, attributes: { 'bud.msg': message } }: Span): string | undefined {
  return typeof message === 'string' && message !== name ? message : undefined;
}

function secondsOf([seconds, nanoseconds]: readonly [number, number]): number {
  return seconds + nanoseconds / 1e9;
}
