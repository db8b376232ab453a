import { append } from '@bud/value';
import type { OwnSpan, OwnSpanOptions } from './own-span.ts';

/** What the calls of one function came to since the last time it was asked. */
export interface Counted {
  readonly name: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly type: string | undefined;
  readonly calls: number;
  readonly failures: number;
  /** Calls that run now. */
  readonly inFlight: number;
  readonly totalMs: number;
  /** Without the time of the tracked calls inside. */
  readonly selfMs: number;
  /** How many calls took how long: `[bucket, calls]`, see `bucketOf`. */
  readonly durations: readonly (readonly [bucket: number, calls: number])[];
}

/** A bucket is an eighth of a doubling, so that a percentile is exact to nine per cent; bucket 0 is a microsecond. */
const bucketsPerDoubling = 8;

function bucketOf(durationMs: number): number {
  return Math.max(0, Math.ceil(Math.log2(durationMs * 1000) * bucketsPerDoubling));
}

interface Row {
  calls: number;
  failures: number;
  inFlight: number;
  totalMs: number;
  selfMs: number;
  durations: Map<number, number>;
}

/** Counts calls, function by function. */
export interface Counts {
  started(of: OwnSpanOptions): void;
  ended(span: OwnSpan, of: OwnSpanOptions): void;
  /** What came since the last time, and what is running. */
  take(): readonly Counted[];
}

export function createCounts(): Counts {
  const rows = new Map<OwnSpanOptions, Row>();
  const below = new WeakMap<OwnSpan, number>();
  const rowOf = (of: OwnSpanOptions): Row => {
    const known = rows.get(of);
    if (known !== undefined) return known;
    const row = { calls: 0, failures: 0, inFlight: 0, totalMs: 0, selfMs: 0, durations: new Map<number, number>() };
    rows.set(of, row);
    return row;
  };
  return {
    started(of) {
      rowOf(of).inFlight += 1;
    },
    ended(span, of) {
      const row = rowOf(of);
      const { durationMs, parent } = span;
      const bucket = bucketOf(durationMs);
      row.inFlight -= 1;
      row.calls += 1;
      row.totalMs += durationMs;
      // Calls that ran side by side may take longer together than what is around them.
      row.selfMs += Math.max(0, durationMs - (below.get(span) ?? 0));
      row.durations.set(bucket, (row.durations.get(bucket) ?? 0) + 1);
      if (span.hasFailed) row.failures += 1;
      if (parent !== undefined) below.set(parent, (below.get(parent) ?? 0) + durationMs);
    },
    take() {
      const taken: Counted[] = [];
      rows.forEach((row, of) => {
        if (row.calls === 0 && row.inFlight === 0) return;
        append(taken, countedOf(of, row));
        Object.assign(row, { calls: 0, failures: 0, totalMs: 0, selfMs: 0, durations: new Map() });
      });
      return taken;
    },
  };
}

function countedOf({ attributes = {} }: OwnSpanOptions, row: Row): Counted {
  const durations: (readonly [number, number])[] = [];
  row.durations.forEach((calls, bucket) => append(durations, [bucket, calls]));
  // Proof of the casts: the recorder sets these from the site.
  return {
    name: String(attributes['code.function.name']),
    file: attributes['code.file.path'] as string | undefined,
    line: attributes['code.line.number'] as number | undefined,
    type: attributes['bud.track.type'] as string | undefined,
    ...row,
    durations,
  };
}
