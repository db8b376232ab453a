import { RetryLater } from './exporter.ts';
import { Waiting, type Packing, type Parcel } from './waiting.ts';

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
export interface QueueSettings<Item, Content> extends Omit<Packing<Item, Content>, 'pieceSize'> {
  /** Most items that wait. */
  readonly capacity: number;
  /** Most items in one export. */
  readonly batchSize: number;
  /** Longest wait of an item, in milliseconds. */
  readonly delayMs: number;
  /** Rejects when the items are lost; with `RetryLater` they stay in the queue. */
  send(parcels: readonly Parcel<Content>[]): Promise<void>;
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
/** Items that are packed at a time: less than a millisecond of work, because requests wait for as long. */
const mostInPiece = 32;
/** What waits takes at most so much memory, and an export is at most so large; a Collector takes 20 MiB. */
const mostBytes = 32_000_000;
const batchBytes = 4_000_000;

/**
 * Items on their way to an exporter:
 *
 *   add ─▶ [ waiting … ] ─ a full batch, or `delayMs` after the first ─▶ send ─▶ gone
 *             ▲ back, in front                                             │ RetryLater: later, after a pause that grows
 *             └──────────────────────────────────────────────────────────┘ rejected: lost, and counted
 *
 * One batch is under way at a time. Nothing here ever throws. `add` does no work, but for a program that ends thousands of
 * spans without ever letting anything else run.
 */
export class Queue<Item, Content> {
  readonly #settings: QueueSettings<Item, Content>;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #waiting: Waiting<Item, Content>;
  #underWay: readonly Parcel<Content>[] = [];
  #running: Promise<void> | undefined;
  #cancelTimer: (() => void) | undefined;
  #cancelPacking: (() => void) | undefined;
  #backoffMs = 0;
  #notBefore = 0;
  #isClosed = false;

  constructor(settings: QueueSettings<Item, Content>, clock: Clock = systemClock, random: () => number = Math.random) {
    this.#settings = settings;
    this.#clock = clock;
    this.#random = random;
    this.#waiting = new Waiting({
      pieceSize: Math.min(settings.batchSize, mostInPiece),
      weigh: (item) => settings.weigh(item),
      pack: (items, bytes) => settings.pack(items, bytes),
    });
  }

  /** Items that have not arrived yet. */
  get size(): number {
    return this.#waiting.count + countOf(this.#underWay);
  }

  add(item: Item): void {
    if (this.#isClosed) return this.#settings.listener.onLost(1, undefined);
    this.#waiting.add(item);
    if (this.#waiting.isFull) this.#pack();
    else if (this.#waiting.hasPiece) this.#packSoon();
    this.#makeRoom();
    // A timer even for a full batch: exporting is not the work of the call whose span has just ended.
    if (this.#waiting.count === this.#settings.batchSize) this.#schedule(0);
    else this.#schedule(this.#settings.delayMs);
  }

  /** Sends what waits; resolves when it has arrived, is lost, or the receiver does not take it at the moment. */
  async flush(): Promise<void> {
    this.#notBefore = 0;
    await this.#running;
    await this.#drain();
  }

  /** Everything that has not arrived, for somebody else to send; the queue is closed then. */
  takeAll(): readonly Parcel<Content>[] {
    this.#packUpTo(Infinity);
    const parcels = [...this.#underWay, ...this.#waiting.take(Infinity, Infinity)];
    this.close();
    return parcels;
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#cancelPacking?.();
    this.#cancelPacking = undefined;
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

  #packSoon(): void {
    this.#cancelPacking ??= this.#clock.after(0, () => {
      this.#cancelPacking = undefined;
      this.#pack();
      if (this.#waiting.hasPiece) this.#packSoon();
    });
  }

  #pack(): void {
    const before = this.#waiting.count;
    try {
      this.#waiting.pack();
    } catch (error) {
      this.#settings.listener.onLost(before - this.#waiting.count, errorOf(error));
    }
  }

  /** Packs until so many items are, or all. */
  #packUpTo(count: number): void {
    while (this.#waiting.packedCount < Math.min(count, this.#waiting.count)) this.#pack();
  }

  #makeRoom(): void {
    const { capacity, batchSize, listener } = this.#settings;
    const limit = this.#backoffMs > 0 ? Math.min(capacity, troubledBatches * batchSize) : capacity;
    let dropped = 0;
    // The newest stays, however large it is.
    while (this.#waiting.count > limit || (this.#waiting.bytes > mostBytes && this.#waiting.count > 1))
      dropped += this.#waiting.drop();
    if (dropped > 0) listener.onLost(dropped, undefined);
  }

  #drain(): Promise<void> {
    this.#running ??= this.#sendAll().finally(() => {
      this.#running = undefined;
      if (this.#waiting.count > 0 && !this.#isClosed) this.#schedule(this.#settings.delayMs);
    });
    return this.#running;
  }

  /**
   * Sends what waits now. What comes meanwhile waits for its own time, unless it fills a batch: a receiver that answers at
   * once would get a request each millisecond, with a few spans in it.
   */
  async #sendAll(): Promise<void> {
    const { batchSize } = this.#settings;
    let due = this.#waiting.count;
    while ((due > 0 || this.#waiting.count >= batchSize) && this.#isSendable) {
      this.#packUpTo(batchSize);
      const parcels = this.#waiting.take(batchSize, batchBytes);
      due -= countOf(parcels);
      this.#underWay = parcels;
      try {
        if (parcels.length > 0) await this.#settings.send(parcels);
        this.#recover();
      } catch (error) {
        this.#fail(parcels, error);
      }
      this.#underWay = [];
    }
  }

  get #isSendable(): boolean {
    return this.#waiting.count > 0 && this.#clock.now() >= this.#notBefore;
  }

  #recover(): void {
    if (this.#backoffMs > 0) this.#settings.listener.onRecovery();
    this.#backoffMs = 0;
    this.#notBefore = 0;
  }

  #fail(parcels: readonly Parcel<Content>[], thrown: unknown): void {
    // Whoever closed the queue has taken them with the rest.
    if (this.#isClosed) return;
    const { listener } = this.#settings;
    const error = errorOf(thrown);
    if (!(error instanceof RetryLater)) return listener.onLost(countOf(parcels), error);
    listener.onTrouble(error);
    this.#backoffMs = Math.min(Math.max(this.#backoffMs * 2, firstBackoffMs), lastBackoffMs);
    // Many processes lose their receiver at the same moment; they must not all come back at the same moment.
    const pauseMs = error.afterMs ?? this.#backoffMs * (0.75 + this.#random() / 2);
    this.#notBefore = this.#clock.now() + pauseMs;
    this.#waiting.putBack(parcels);
    this.#makeRoom();
  }
}

export function countOf(parcels: readonly Parcel<unknown>[]): number {
  return parcels.reduce((sum, { count }) => sum + count, 0);
}

function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
