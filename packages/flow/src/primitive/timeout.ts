import { anAmount, checked } from './accepted.ts';
import { onAbort } from './abort.ts';
import type { Primitive } from './primitive.ts';
import { runTraced } from './traced.ts';

/**
 * Aborts what takes longer than so many milliseconds, and rejects with a `DOMException` named `TimeoutError`, as
 * `AbortSignal.timeout` does. Throws a `TypeError` for a time that is none.
 *
 * @example
 * import { step, timeout } from '@bud/flow';
 *
 * const slow = step('slow', () => new Promise((resolve) => setTimeout(resolve, 1000)));
 * await timeout(slow, 5).execute(undefined).catch(({ name }) => name); // 'TimeoutError'
 */
export function timeout<In, Out>(step: Primitive<In, Out>, ms: number): Primitive<In, Out> {
  checked('timeout', { ms }, { ms: anAmount });
  const own: Primitive<In, Out> = {
    name: `timeout(${step.name})`,
    type: 'timeout',
    execute: (input, options = {}) =>
      runTraced(own, input, options, async (value, execution) => {
        const controller = new AbortController();
        const forget = onAbort(execution.signal, () => controller.abort(execution.signal.reason));
        const cancel = execution.clock.after(ms, () =>
          controller.abort(new DOMException(`${step.name} took longer than ${ms} ms`, 'TimeoutError')),
        );
        try {
          return await step.execute(value, { ...execution, signal: controller.signal });
        } finally {
          cancel();
          forget();
        }
      }),
  };
  return own;
}
