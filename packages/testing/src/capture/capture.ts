/**
 * What a piece of code does, isolated:
 *
 *   capture(fn) ─▶ isolated
 *     ├─ listening   spans are made, and we see them; of a foreign provider through its processor
 *     ├─ fn runs in a context of its own ─▶ collection: each span that begins in there, also in what it calls later
 *     └─ fn has ended, and so have its spans ─▶ captured-trace
 *   live   the same around a test, whose trace grows
 * What makes spans is loaded by the first capture, so that a test file starts as fast as without it.
 */
import { capturedTrace, type CapturedTrace } from './captured-trace.ts';

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
  options?: CaptureOptions,
): Promise<CapturedTrace<Result>> {
  return captureWith(fn, options, true);
}

/** `hasServers`: with what servers in this process do for its requests; a recording is played without them. */
export async function captureWith<Result>(
  fn: () => Result | Promise<Result>,
  options: CaptureOptions | undefined,
  hasServers: boolean,
): Promise<CapturedTrace<Result>> {
  const { isolated } = await import('./isolated.ts');
  const { spans, outcome } = await isolated(fn, options?.waitMs ?? 1000, hasServers);
  return capturedTrace(spans, outcome);
}
