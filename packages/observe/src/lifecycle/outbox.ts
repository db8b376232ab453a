import { callWithTimeout } from '@opentelemetry/core';
import { platform } from '#platform';
import { systemClock } from '../export/queue.ts';
import { optionTable } from '../options/table.ts';
import { plainLane, type Batch } from '../pipeline/sinks.ts';
import { createReporter } from './reporter.ts';

/** Who takes items, and how. */
export interface OutboxSettings<Item> {
  /** Who takes them, for messages: `clickhouse http://localhost:8123`. */
  readonly receiver: string;
  /** What they are, for messages: `events`. */
  readonly items: string;
  /** About how many bytes of memory one takes. */
  readonly weigh: (item: Item) => number;
  /** Rejects when the items are lost; with `RetryLater` they are sent again. No span is made of what it does. */
  readonly send: (items: readonly Item[]) => Promise<void>;
}

/** Items on their way out of the process. */
export interface Outbox<Item> {
  add(item: Item): void;
  /** Resolves when everything has arrived, or is known to be lost. */
  flush(): Promise<void>;
  /** The same, and takes nothing any more. */
  close(): Promise<void>;
  /** Items that did not arrive. */
  readonly lost: number;
}

/** As the defaults of `batch`, and of `exitTimeoutMs`. */
const batch = {
  capacity: optionTable['batch.queue'].default,
  batchSize: optionTable['batch.size'].default,
  delayMs: optionTable['batch.delayMs'].default,
  // Proof of the cast: they are numbers there.
} as Batch;
const longestExitMs = optionTable.exitTimeoutMs.default as number;

/**
 * Sends items in batches, as exporters get their spans: again after a pause where the receiver is away, and before the
 * process ends by itself or by a signal. It throws nothing; what a person must know is said once.
 *
 * @example
 * import { openOutbox } from '@bud/observe';
 *
 * const taken: string[] = [];
 * const outbox = openOutbox<string>({
 *   receiver: 'audit',
 *   items: 'notes',
 *   weigh: ({ length }) => length,
 *   send: async (notes) => void taken.push(...notes),
 * });
 * outbox.add('one');
 * await outbox.close();
 * taken; // ['one']
 */
export function openOutbox<Item>({ receiver, items, weigh, send }: OutboxSettings<Item>): Outbox<Item> {
  const reporter = createReporter((line) => platform.terminal.warn(line));
  const listener = reporter.listenerFor(receiver, items);
  const lane = plainLane(send, { ...batch, weigh, listener }, systemClock);
  const flush = async (): Promise<void> => platform.keepAlive(lane.flush());
  const flushInTime = async (): Promise<void> => {
    // Too late: it is told of when the process exits.
    await callWithTimeout(flush(), longestExitMs).catch(() => {});
  };
  const stopListening = platform.onExit({
    onIdle: flushInTime,
    onSignal: flushInTime,
    onCrash() {},
    onLast: () => void lane.takeRequests(),
  });
  return {
    add: (item) => lane.add(item),
    flush,
    async close() {
      await flush();
      stopListening();
      lane.close();
    },
    get lost() {
      return reporter.lost;
    },
  };
}
