/** What a wide rule may cost a function: how many spans, and how long a call is worth one. */
export interface Limits {
  readonly maxPerSecond?: number;
  readonly minDurationMs?: number;
}

/** Counts the spans of one function against its limits, and what was left out because of them. */
export class Quota {
  readonly #limits: Limits;
  readonly #now: () => number;
  #second = Number.NEGATIVE_INFINITY;
  #count = 0;
  #skipped = 0;

  constructor(limits: Limits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  get measures(): boolean {
    return this.#limits.minDurationMs !== undefined;
  }

  now(): number {
    return this.#now();
  }

  /** Whether a call that begins now may have a span. */
  admits(): boolean {
    const { maxPerSecond } = this.#limits;
    if (maxPerSecond === undefined) return true;
    const second = Math.floor(this.#now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#count = 0;
    }
    this.#count += 1;
    if (this.#count <= maxPerSecond) return true;
    this.#skipped += 1;
    return false;
  }

  /** Whether a span that began then is too short to be kept. */
  drops(startedAt: number): boolean {
    const { minDurationMs } = this.#limits;
    if (minDurationMs === undefined || this.#now() - startedAt >= minDurationMs) return false;
    this.#skipped += 1;
    return true;
  }

  /** How many were left out since the last time it was asked. */
  takeSkipped(): number {
    const skipped = this.#skipped;
    this.#skipped = 0;
    return skipped;
  }
}

/** Undefined without limits, which is the common case. */
export function quotaOf(limits: Limits, now: () => number): Quota | undefined {
  return limits.maxPerSecond === undefined && limits.minDurationMs === undefined ? undefined : new Quota(limits, now);
}
