import { aFunction } from '@bud/value';
import { anAmount, aShare, checked, howMany } from './accepted.ts';
import { wait } from './clock.ts';
import type { Primitive } from './primitive.ts';
import { runTraced } from './traced.ts';

/** How often, and when. */
export interface RetryOptions {
  /** Calls in all, the first included; 3 when absent. `Infinity` tries until it is aborted. */
  readonly attempts?: number;
  /** Before the second; 100 when absent. */
  readonly delayMs?: number;
  /** How much longer each delay is than the one before; 2 when absent. */
  readonly factor?: number;
  readonly maxDelayMs?: number;
  /** The part of a delay that is left to chance, from 0 to 1; 0 when absent. */
  readonly jitter?: number;
  /** Whether a failure is worth another try; every one when absent. An abort never is. */
  readonly isRetryable?: (error: unknown, attempt: number) => boolean;
}

/**
 * Tries again what has failed, later each time. Throws a `TypeError` that lists every mistake in the options.
 *
 * @example
 * import { retry, step } from '@bud/flow';
 *
 * let calls = 0;
 * const flaky = step('flaky', () => {
 *   if ((calls += 1) < 3) throw new Error('busy');
 *   return calls;
 * });
 * await retry(flaky, { delayMs: 1 }).execute(undefined); // 3
 */
export function retry<In, Out>(step: Primitive<In, Out>, options: RetryOptions = {}): Primitive<In, Out> {
  const { attempts = 3, isRetryable = () => true } = checked('retry', options, accepted);
  const own: Primitive<In, Out> = {
    name: `retry(${step.name})`,
    type: 'retry',
    execute: (input, given = {}) =>
      runTraced(own, input, given, async (value, execution) => {
        const { signal, clock } = execution;
        for (let attempt = 1; ; attempt += 1) {
          try {
            const output = await step.execute(value, execution);
            execution.setAttributes({ 'primitive.attempts': attempt });
            return output;
          } catch (error) {
            execution.setAttributes({ 'primitive.attempts': attempt });
            if (signal.aborted || attempt >= attempts || !isRetryable(error, attempt)) throw error;
            execution.recordException(error);
            execution.checkpoint(`attempt_${attempt}_failed`);
            await wait(delayAfter(attempt, options, clock.random()), clock, signal);
          }
        }
      }),
  };
  return own;
}

const accepted = {
  attempts: howMany,
  delayMs: anAmount,
  factor: anAmount,
  maxDelayMs: anAmount,
  jitter: aShare,
  isRetryable: aFunction,
};

function delayAfter(attempt: number, options: RetryOptions, chance: number): number {
  const { delayMs = 100, factor = 2, maxDelayMs = Infinity, jitter = 0 } = options;
  const whole = Math.min(maxDelayMs, delayMs * factor ** (attempt - 1));
  return whole * (1 - jitter * chance);
}
