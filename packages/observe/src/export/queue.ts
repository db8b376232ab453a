import { RetryLater } from './exporter.ts';

/** Timers and time, so that tests need not wait. */
export interface Clock {
  now(): number;
  /** Calls back later, without keeping the process alive; gives what cancels it. */
  after(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer: unknown = setTimeout(run, ms);
    // Proof of the cast: Node's timers have `unref`, those of browsers and Workers are numbers.
    (timer as { unref?(): void }).unref?.();
    return () => clearTimeout(timer as Parameters<typeof clearTimeout>[0]);
  },
};

/** What a queue is told, and whom it tells. */
export interface QueueSettings<Item> {
  /** Most items that wait. */
  readonly capacity: number;
  /** Most items in one export. */
  readonly batchSize: number;
  /** Longest wait of an item, in milliseconds. */
  readonly delayMs: number;
  /** Rejects when the items are lost; with `RetryLater` they stay in the queue. */
  send(items: readonly Item[]): Promise<void>;
  readonly listener: QueueListener;
}

export interface QueueListener {
  /** The receiver does not take anything at the moment. */
  onTrouble(error: Error): void;
  /** It takes items again. */
  onRecovery(): void;
  onLost(count: number, error: Error | undefined): void;
}

/** While nobody takes the items, so many batches are kept: fresh ones, the oldest give way. */
const troubledBatches = 4;
const firstBackoffMs = 1000;
const lastBackoffMs = 30_000;

/**
 * Items on their way to an exporter:
 *
 *   add ─▶ [ waiting … ] ─ a full batch, or `delayMs` after the first ─▶ send ─▶ gone
 *             ▲ back, in front                                             │ RetryLater: later, after a pause that grows
 *             └──────────────────────────────────────────────────────────┘ rejected: lost, and counted
 *
 * One batch is under way at a time. Nothing here ever throws, or does work inside `add`.
 */
export class Queue<Item> {
  readonly #settings: QueueSettings<Item>;
  readonly #clock: Clock;
  readonly #random: () => number;
  #waiting: Item[] = [];
  #underWay: readonly Item[] = [];
  #running: Promise<void> | undefined;
  #cancelTimer: (() => void) | undefined;
  #backoffMs = 0;
  #notBefore = 0;
  #isClosed = false;

  constructor(settings: QueueSettings<Item>, clock: Clock = systemClock, random: () => number = Math.random) {
    this.#settings = settings;
    this.#clock = clock;
    this.#random = random;
  }

  /** Items that have not arrived yet. */
  get size(): number {
    return this.#waiting.length + this.#underWay.length;
  }

  add(item: Item): void {
    if (this.#isClosed) return this.#settings.listener.onLost(1, undefined);
    this.#waiting.push(item);
    this.#makeRoom();
    // A timer even for a full batch: exporting is not the work of the call whose span has just ended.
    if (this.#waiting.length === this.#settings.batchSize) this.#schedule(0);
    else this.#schedule(this.#settings.delayMs);
  }

  /** Sends what waits; resolves when it has arrived, is lost, or the receiver does not take it at the moment. */
  async flush(): Promise<void> {
    this.#notBefore = 0;
    await this.#running;
    await this.#drain();
  }

  /** Everything that has not arrived, for somebody else to send; the queue is closed then. */
  takeAll(): readonly Item[] {
    const items = [...this.#underWay, ...this.#waiting];
    this.#waiting = [];
    this.close();
    return items;
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #schedule(ms: number): void {
    if (this.#cancelTimer !== undefined && ms > 0) return;
    this.#cancelTimer?.();
    const wait = Math.max(ms, this.#notBefore - this.#clock.now());
    this.#cancelTimer = this.#clock.after(wait, () => {
      this.#cancelTimer = undefined;
      void this.#drain();
    });
  }

  #makeRoom(): void {
    const { capacity, batchSize, listener } = this.#settings;
    const limit = this.#backoffMs > 0 ? Math.min(capacity, troubledBatches * batchSize) : capacity;
    if (this.#waiting.length <= limit) return;
    // Several at a time: taking one from the front of a long list at each call would cost more than the call.
    const excess = Math.max(this.#waiting.length - limit, batchSize >> 3);
    listener.onLost(this.#waiting.splice(0, excess).length, undefined);
  }

  #drain(): Promise<void> {
    this.#running ??= this.#sendAll().finally(() => {
      this.#running = undefined;
      if (this.#waiting.length > 0 && !this.#isClosed) this.#schedule(this.#settings.delayMs);
    });
    return this.#running;
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0 && this.#clock.now() >= this.#notBefore) {
      const items = this.#waiting.splice(0, this.#settings.batchSize);
      this.#underWay = items;
      try {
        await this.#settings.send(items);
        this.#recover();
      } catch (error) {
        this.#fail(items, error);
      }
      this.#underWay = [];
    }
  }

  #recover(): void {
    if (this.#backoffMs > 0) this.#settings.listener.onRecovery();
    this.#backoffMs = 0;
    this.#notBefore = 0;
  }

  #fail(items: readonly Item[], thrown: unknown): void {
    // Whoever closed the queue has taken them with the rest.
    if (this.#isClosed) return;
    const { listener } = this.#settings;
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    if (!(error instanceof RetryLater)) return listener.onLost(items.length, error);
    listener.onTrouble(error);
    this.#backoffMs = Math.min(Math.max(this.#backoffMs * 2, firstBackoffMs), lastBackoffMs);
    // Many processes lose their receiver at the same moment; they must not all come back at the same moment.
    const pauseMs = error.afterMs ?? this.#backoffMs * (0.75 + this.#random() / 2);
    this.#notBefore = this.#clock.now() + pauseMs;
    this.#waiting = [...items, ...this.#waiting];
    this.#makeRoom();
  }
}
