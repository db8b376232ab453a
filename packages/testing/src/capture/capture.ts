/**
 * What a piece of code does, isolated:
 *
 *   capture(fn) ─▶ listening   spans are made, and we see them
 *     └─ fn runs in a context of its own ─▶ collection: each span that begins in there, also in what it calls later
 *          └─ fn has ended, and so have its spans ─▶ captured-trace
 *   live   the same around a test, whose trace grows
 */
import { context } from '@opentelemetry/api';
import { capturedTrace, type CapturedTrace, type Outcome } from './captured-trace.ts';
import { listen } from './listening.ts';
import { Collection, within } from './collection.ts';

/** How a capture waits. */
export interface CaptureOptions {
  /** Most time that spans which outlive the function have to end, in milliseconds; 1000 when absent. */
  readonly waitMs?: number;
}

/**
 * Runs a function, and gives what happened in it: the spans that began there, also in what it calls later. Captures that run
 * at the same time do not see each other's. What the function throws is the trace's `error`. Streams have to be read in the
 * function. Throws an `Error` where another SDK makes the spans and nothing shows them here.
 *
 * @example
 * import { capture } from '@bud/testing';
 * import { span } from '@bud/observe';
 *
 * const trace = await capture(() => span('greet', () => 'Hello'));
 * trace.result; // 'Hello'
 * String(trace); // 'greet'
 */
export async function capture<Result>(
  fn: () => Result | Promise<Result>,
  { waitMs = 1000 }: CaptureOptions = {},
): Promise<CapturedTrace<Result>> {
  listen();
  const collection = new Collection();
  const outcome = await context.with(within(context.active(), collection), () => outcomeOf(fn));
  await collection.quiet(waitMs);
  return capturedTrace(collection.spans, outcome);
}

async function outcomeOf<Result>(fn: () => Result | Promise<Result>): Promise<Outcome<Result>> {
  try {
    return { result: await fn() };
  } catch (error) {
    return { error };
  }
}
