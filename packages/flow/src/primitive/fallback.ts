import type { Primitive } from './primitive.ts';
import { runTraced } from './traced.ts';

/**
 * The first that does not fail, tried in order. When all have failed, the last failure is thrown; the others are recorded. An
 * abort tries nothing else.
 *
 * @example
 * import { fallback, step } from '@bud/flow';
 *
 * const answer = fallback(
 *   step('ask', (question: string): string => {
 *     throw new Error(`nobody answers ${question}`);
 *   }),
 *   step('guess', () => 'perhaps'),
 * );
 * await answer.execute('why'); // 'perhaps'
 */
export function fallback<In, Out>(
  first: Primitive<In, Out>,
  ...others: readonly Primitive<In, Out>[]
): Primitive<In, Out> {
  const own: Primitive<In, Out> = {
    name: `fallback(${first.name})`,
    type: 'fallback',
    execute: (input, options = {}) =>
      runTraced(own, input, options, async (value, execution) => {
        let current = first;
        for (const next of [...others, undefined]) {
          try {
            const output = await current.execute(value, execution);
            execution.setAttributes({ 'primitive.used': current.name });
            return output;
          } catch (error) {
            if (execution.signal.aborted || next === undefined) throw error;
            execution.recordException(error);
            execution.checkpoint(`${current.name}_failed`, `${current.name} failed; trying ${next.name}`);
            current = next;
          }
        }
        throw new Error('fallback(): nothing was tried');
      }),
  };
  return own;
}
