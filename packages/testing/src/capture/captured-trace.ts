import type { Trace } from '@bud/trace';
import { fromSdkSpan, traceOf } from '@bud/trace/spans';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';

/** What a piece of code did, and what it ended with. */
export interface CapturedTrace<Result = unknown> extends Trace {
  /** What it returned, or its promise was fulfilled with. */
  readonly result: Result | undefined;
  /** What it threw, or its promise was rejected with. */
  readonly error: unknown;
}

/** What a piece of code ended with. */
export interface Outcome<Result> {
  readonly result?: Result;
  readonly error?: unknown;
}

/** Spans as a trace, given in the order in which they began. */
export function traceOfSpans(spans: readonly ReadableSpan[]): Trace {
  return traceOf(spans.map(fromSdkSpan));
}

export function capturedTrace<Result>(
  spans: readonly ReadableSpan[],
  { result, error }: Outcome<Result>,
): CapturedTrace<Result> {
  return { ...traceOfSpans(spans), result, error };
}
