/**
 * What stands before an exporter:
 *
 *   isImmediate   nothing: it is handed each span as it ends
 *   encodings     a queue of bytes
 *   otherwise     a queue of spans and records as they are
 *   viewer-sink   a queue of bytes that wait until it is known whether somebody looks
 */
import { context } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Encoding, Exporter } from '../export/exporter.ts';
import { countOf, Queue, type Clock, type QueueListener, type QueueSettings } from '../export/queue.ts';
import type { Parcel } from '../export/waiting.ts';
import { recordBytes, spanBytes } from '../export/weight.ts';
import type { HttpRequest } from '../platform/platform.ts';
import { pendingChild } from './pending-spans.ts';

/** An exporter with what waits for it. */
export interface Sink {
  readonly exporter: Exporter;
  span(span: ReadableSpan): void;
  record(record: ReadableLogRecord): void;
  /** Absent: the exporter does not take spans that are open. */
  pending?: ((spans: readonly ReadableSpan[]) => void) | undefined;
  flush(): Promise<void>;
  /** What has not arrived yet, for another thread to send; nothing is taken any more. */
  takeRequests(): readonly HttpRequest[];
  shutdown(): Promise<void>;
}

export type Batch = Pick<QueueSettings<unknown, unknown>, 'capacity' | 'batchSize' | 'delayMs'>;

/** The way of one kind of items to whoever takes them. */
interface Lane<Item> {
  add(item: Item): void;
  flush(): Promise<void>;
  takeRequests(): readonly HttpRequest[];
  close(): void;
}

/** Puts a queue in front of an exporter, unless it takes spans at once. `listener` learns what an exporter throws. */
export function createSink(exporter: Exporter, batch: Batch, listener: QueueListener, clock: Clock): Sink {
  const { encodings = {} } = exporter;
  const laneTo = <Item>(
    send: ((items: readonly Item[]) => void | Promise<void>) | undefined,
    weigh: (item: Item) => number,
    encoding: Encoding<Item> | undefined,
  ): Lane<Item> | undefined => {
    if (exporter.isImmediate) return send && immediateLane(send, listener);
    if (encoding !== undefined) return encodedLane(encoding, { ...batch, weigh, listener }, clock);
    return send && plainLane(send, { ...batch, weigh, listener }, clock);
  };
  const spans = laneTo(exporter.exportSpans?.bind(exporter), spanBytes, encodings.spans);
  const records = laneTo(exporter.exportLogs?.bind(exporter), recordBytes, encodings.logs);
  return {
    exporter,
    span: (span) => spans?.add(span),
    record: (record) => records?.add(record),
    pending: exporter.pendingAsChildren
      ? (open) => open.forEach((span) => spans?.add(pendingChild(span)))
      : exporter.exportPending && immediateExport(exporter.exportPending.bind(exporter), listener),
    async flush() {
      await Promise.all([spans?.flush(), records?.flush()]);
      await exporter.flush?.();
    },
    takeRequests: () => [...(spans?.takeRequests() ?? []), ...(records?.takeRequests() ?? [])],
    async shutdown() {
      spans?.close();
      records?.close();
      await exporter.shutdown?.();
    },
  };
}

function immediateExport<Item>(
  send: (items: readonly Item[]) => void | Promise<void>,
  listener: QueueListener,
): (items: readonly Item[]) => void {
  return (items) => {
    // `async`, so that what is thrown and what is rejected are one thing.
    void (async () => send(items))().catch((error: unknown) => {
      listener.onLost(items.length, error instanceof Error ? error : new Error(String(error)));
    });
  };
}

function immediateLane<Item>(
  send: (items: readonly Item[]) => void | Promise<void>,
  listener: QueueListener,
): Lane<Item> {
  const exportNow = immediateExport(send, listener);
  return { add: (item) => exportNow([item]), flush: async () => {}, takeRequests: () => [], close() {} };
}

type Settings<Item> = Batch & {
  readonly weigh: (item: Item) => number;
  readonly listener: QueueListener;
};

/** A queue of items as they are; what is left at the end of the process is lost, and told of. */
export function plainLane<Item>(
  send: (items: readonly Item[]) => void | Promise<void>,
  settings: Settings<Item>,
  clock: Clock,
): Lane<Item> {
  const queue = new Queue<Item, readonly Item[]>(
    {
      ...settings,
      pack: (items, bytes) => ({ content: items, count: items.length, bytes }),
      send: untraced((parcels) => send(parcels.flatMap(({ content }) => content))),
    },
    clock,
  );
  return laneOver(queue, settings.listener, (parcels) => {
    settings.listener.onLost(
      countOf(parcels),
      new Error('it cannot send while the process exits; await `flush()` before'),
    );
    return [];
  });
}

function encodedLane<Item>(encoding: Encoding<Item>, settings: Settings<Item>, clock: Clock): Lane<Item> {
  const queue = new Queue<Item, Uint8Array>(
    {
      ...settings,
      pack(items) {
        const content = encoding.encode(items);
        return { content, count: items.length, bytes: content.byteLength };
      },
      send: untraced((parcels) => encoding.send(parcels.map(({ content }) => content))),
    },
    clock,
  );
  return laneOver(queue, settings.listener, (parcels) =>
    inBatches(parcels, settings.batchSize).flatMap(
      (batch) => encoding.request(batch.map(({ content }) => content)) ?? [],
    ),
  );
}

function laneOver<Item, Content>(
  queue: Queue<Item, Content>,
  listener: QueueListener,
  requestsOf: (parcels: readonly Parcel<Content>[]) => readonly HttpRequest[],
): Lane<Item> {
  return {
    add: (item) => queue.add(item),
    flush: () => queue.flush(),
    takeRequests() {
      const parcels = queue.takeAll();
      return parcels.length === 0 ? [] : requestsOf(parcels);
    },
    close() {
      const left = countOf(queue.takeAll());
      if (left > 0) listener.onLost(left, new Error('no answer before the end'));
    },
  };
}

/** An instrumented HTTP client must not make spans of the requests that send spans. */
function untraced<Content>(
  send: (parcels: readonly Parcel<Content>[]) => void | Promise<void>,
): (parcels: readonly Parcel<Content>[]) => Promise<void> {
  return async (parcels) => context.with(suppressTracing(context.active()), () => send(parcels));
}

/** So many items in each, as when they are exported. */
function inBatches<Content>(
  parcels: readonly Parcel<Content>[],
  size: number,
): readonly (readonly Parcel<Content>[])[] {
  const batches: Parcel<Content>[][] = [];
  for (const parcel of parcels) {
    const current = batches.at(-1);
    if (current === undefined || countOf(current) + parcel.count > size) batches.push([parcel]);
    else current.push(parcel);
  }
  return batches;
}
