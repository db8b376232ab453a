import type { Primitive } from './primitive.ts';
import { runTraced } from './traced.ts';

/** Puts primitives one after the other: each takes what the one before gives. */
export interface Chain {
  <A, B>(a: Primitive<A, B>): Primitive<A, B>;
  <A, B, C>(a: Primitive<A, B>, b: Primitive<B, C>): Primitive<A, C>;
  <A, B, C, D>(a: Primitive<A, B>, b: Primitive<B, C>, c: Primitive<C, D>): Primitive<A, D>;
  <A, B, C, D, E>(a: Primitive<A, B>, b: Primitive<B, C>, c: Primitive<C, D>, d: Primitive<D, E>): Primitive<A, E>;
  <A, B, C, D, E, F>(
    a: Primitive<A, B>,
    b: Primitive<B, C>,
    c: Primitive<C, D>,
    d: Primitive<D, E>,
    e: Primitive<E, F>,
  ): Primitive<A, F>;
  <A, B, C, D, E, F, G>(
    a: Primitive<A, B>,
    b: Primitive<B, C>,
    c: Primitive<C, D>,
    d: Primitive<D, E>,
    e: Primitive<E, F>,
    f: Primitive<F, G>,
  ): Primitive<A, G>;
}

type Steps = readonly Primitive<never, unknown>[];

/**
 * Steps one after the other, as one primitive with a span of its own, and a checkpoint after each. The compiler checks that
 * each takes what the one before gives.
 *
 * @example
 * import { sequence, step } from '@bud/flow';
 *
 * const length = sequence(
 *   step('trim', (text: string) => text.trim()),
 *   step('count', (text: string) => text.length),
 * );
 * await length.execute(' ab '); // 2
 */
export const sequence: Chain = (...given: readonly unknown[]) => {
  // Proof of the cast: the overloads take primitives, each of which takes what the one before gives.
  const steps = given as Steps;
  const own: Primitive<unknown, unknown> = {
    name: 'sequence',
    type: 'sequence',
    execute: (input, options = {}) =>
      runTraced(own, input, options, async (first, execution) => {
        execution.checkpoint('sequence_start', `${steps.length} steps`);
        let value = first;
        for (const [index, each] of steps.entries()) {
          value = await each.execute(value as never, execution);
          execution.checkpoint(`step_${index}_${each.name}`, `step ${index + 1} of ${steps.length}: ${each.name}`);
        }
        execution.checkpoint('sequence_end', `${steps.length} steps`);
        return value;
      }),
  };
  // Proof of the cast: it takes what the first takes, and gives what the last gives.
  return own as Primitive<unknown, never>;
};

/**
 * The same without a span and checkpoints of its own: only the steps show.
 *
 * @example
 * import { pipe, retry, step } from '@bud/flow';
 *
 * const answer = pipe(retry(step('ask', (question: string) => `${question}?`)), step('shout', (text: string) => text.toUpperCase()));
 * await answer.execute('why'); // 'WHY?'
 */
export const pipe: Chain = (...given: readonly unknown[]) => {
  // Proof of the cast: as above.
  const steps = given as Steps;
  const own: Primitive<unknown, unknown> = {
    name: steps.map(({ name }) => name).join(' > '),
    type: 'pipe',
    async execute(input, options) {
      let value = input;
      for (const each of steps) value = await each.execute(value as never, options);
      return value;
    },
  };
  // Proof of the cast: as above.
  return own as Primitive<unknown, never>;
};
