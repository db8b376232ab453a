import { context } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Exporter } from '../export/exporter.ts';
import { Queue, type Clock, type QueueListener, type QueueSettings } from '../export/queue.ts';
import type { HttpRequest } from '../platform/platform.ts';

/** An exporter with what waits for it. */
export interface Sink {
  readonly exporter: Exporter;
  span(span: ReadableSpan): void;
  record(record: ReadableLogRecord): void;
  pending(spans: readonly ReadableSpan[]): void;
  flush(): Promise<void>;
  /** What has not arrived yet, for another thread to send; nothing is taken any more. */
  takeRequests(): readonly HttpRequest[];
  shutdown(): Promise<void>;
}

type Batch = Pick<QueueSettings<unknown>, 'capacity' | 'batchSize' | 'delayMs'>;

/** Puts a queue in front of an exporter, unless it takes spans at once. `report` learns what an exporter throws. */
export function createSink(exporter: Exporter, batch: Batch, listener: QueueListener, clock: Clock): Sink {
  const spans = exporter.isImmediate
    ? undefined
    : queueTo(exporter.exportSpans?.bind(exporter), batch, listener, clock);
  const records = exporter.isImmediate
    ? undefined
    : queueTo(exporter.exportLogs?.bind(exporter), batch, listener, clock);
  const atOnce = (run: () => void | Promise<void>): void => {
    // `async`, so that what is thrown and what is rejected are one thing.
    void (async () => run())().catch((error: unknown) => {
      listener.onLost(1, error instanceof Error ? error : new Error(String(error)));
    });
  };
  return {
    exporter,
    span: (span) => (exporter.isImmediate ? atOnce(() => exporter.exportSpans?.([span])) : spans?.add(span)),
    record: (record) => (exporter.isImmediate ? atOnce(() => exporter.exportLogs?.([record])) : records?.add(record)),
    pending: (open) => atOnce(() => exporter.exportPending?.(open)),
    async flush() {
      await Promise.all([spans?.flush(), records?.flush()]);
      await exporter.flush?.();
    },
    takeRequests() {
      const [waitingSpans, waitingRecords] = [spans?.takeAll() ?? [], records?.takeAll() ?? []];
      if (waitingSpans.length + waitingRecords.length === 0) return [];
      if (exporter.requestsAtExit !== undefined) return exporter.requestsAtExit(waitingSpans, waitingRecords);
      listener.onLost(
        waitingSpans.length + waitingRecords.length,
        new Error('it cannot send while the process exits; await `shutdown()` before'),
      );
      return [];
    },
    async shutdown() {
      for (const queue of [spans, records]) {
        const left = queue?.takeAll().length ?? 0;
        if (left > 0) listener.onLost(left, new Error('no answer before the end'));
      }
      await exporter.shutdown?.();
    },
  };
}

function queueTo<Item>(
  send: ((items: readonly Item[]) => void | Promise<void>) | undefined,
  batch: Batch,
  listener: QueueListener,
  clock: Clock,
): Queue<Item> | undefined {
  if (send === undefined) return undefined;
  // An instrumented HTTP client must not make spans of the requests that send spans.
  const untraced = async (items: readonly Item[]): Promise<void> =>
    context.with(suppressTracing(context.active()), () => send(items));
  return new Queue<Item>({ ...batch, send: untraced, listener }, clock);
}
