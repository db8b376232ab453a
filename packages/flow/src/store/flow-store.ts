/**
 * The events of the process, by flow, as lines of JSON: a string takes a third of what an object does.
 *
 *   add ─▶ ring of its flow ─ full ─▶ the oldest of that flow falls out   ┐
 *            └─ all together too many ─▶ the oldest of the oldest flow      ├─▶ counted, and spilled when asked
 *   a flow without events is not there any more
 */
import { Ring } from './ring.ts';

/** How many events are kept. */
export interface StoreLimits {
  readonly perFlow: number;
  readonly perProcess: number;
}

/** What is there of one flow. */
export interface StoredFlow {
  readonly lines: readonly string[];
  /** Events that fell out. */
  readonly dropped: number;
}

interface Kept {
  readonly ring: Ring<string>;
  dropped: number;
}

export class FlowStore {
  readonly #limits: StoreLimits;
  readonly #onDropped: ((line: string) => void) | undefined;
  /** The flow whose first event is oldest comes first. */
  readonly #flows = new Map<string, Kept>();
  #size = 0;

  constructor(limits: StoreLimits, onDropped?: (line: string) => void) {
    this.#limits = limits;
    this.#onDropped = onDropped;
  }

  get ids(): readonly string[] {
    return [...this.#flows.keys()];
  }

  get(id: string): StoredFlow | undefined {
    const kept = this.#flows.get(id);
    return kept && { lines: kept.ring.values(), dropped: kept.dropped };
  }

  add(id: string, line: string): void {
    let kept = this.#flows.get(id);
    if (kept === undefined) this.#flows.set(id, (kept = { ring: new Ring(this.#limits.perFlow), dropped: 0 }));
    const fallen = kept.ring.push(line);
    if (fallen === undefined) this.#size += 1;
    else this.#drop(kept, fallen);
    if (this.#size > this.#limits.perProcess) this.#dropOldest();
  }

  #drop(kept: Kept, line: string): void {
    kept.dropped += 1;
    this.#onDropped?.(line);
  }

  #dropOldest(): void {
    const [oldest] = this.#flows;
    if (oldest === undefined) return;
    const [id, kept] = oldest;
    const line = kept.ring.shift();
    this.#size -= 1;
    if (line !== undefined) this.#drop(kept, line);
    if (kept.ring.size === 0) this.#flows.delete(id);
  }
}
