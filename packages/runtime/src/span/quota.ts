/** What a wide rule may cost a function: how many spans, and how long a call is worth one. */
export interface Limits {
  readonly maxPerSecond?: number;
  readonly minDurationMs?: number;
}

/** Counts the spans of one function against its limits, and what was left out because of them. */
export interface Quota {
  /** When a call that may turn out too short begins; undefined where none is. */
  startedAt(): number | undefined;
  /** Whether a call that begins now may have a span. */
  admits(): boolean;
  /** Whether a span that began then is too short to be kept. */
  drops(startedAt: number): boolean;
  /** How many were left out since the last time it was asked. */
  takeSkipped(): number;
}

/** Undefined without limits, which is the common case. */
export function quotaOf({ maxPerSecond, minDurationMs }: Limits, now: () => number): Quota | undefined {
  if (maxPerSecond === undefined && minDurationMs === undefined) return undefined;
  let second: number | undefined;
  let count = 0;
  let skipped = 0;
  const skip = (isTooMuch: boolean): boolean => {
    if (isTooMuch) skipped += 1;
    return isTooMuch;
  };
  return {
    startedAt: () => (minDurationMs === undefined ? undefined : now()),
    admits() {
      const current = Math.floor(now() / 1000);
      count = current === second ? count + 1 : 1;
      second = current;
      return !skip(maxPerSecond !== undefined && count > maxPerSecond);
    },
    drops: (startedAt) => skip(minDurationMs !== undefined && now() - startedAt < minDurationMs),
    takeSkipped() {
      const taken = skipped;
      skipped = 0;
      return taken;
    },
  };
}
