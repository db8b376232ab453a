import { checked, howMany } from './accepted.ts';
import type { Execution, Primitive } from './primitive.ts';
import { runTraced } from './traced.ts';

/** How many run at once. */
export interface ParallelOptions {
  /** All when absent. */
  readonly concurrency?: number;
}

type AnyBranches = readonly Primitive<never, unknown>[];
/** What all of several primitives take. */
export type BranchInput<Steps extends AnyBranches> = [Steps[number]] extends [Primitive<infer In, unknown>]
  ? In
  : never;
/** What each of several primitives gives, in their order. */
export type BranchOutputs<Steps extends AnyBranches> = {
  readonly [Index in keyof Steps]: Steps[Index] extends Primitive<never, infer Out> ? Out : never;
};

/**
 * Gives the same input to all at once, and what each gives, in their order. All settle; then the failure of the first in
 * order is thrown, with those of the others in its `errors`. Each has a child of the context, with the same correlation id.
 * Throws a `TypeError` for a mistake in the options.
 *
 * @example
 * import { parallel, step } from '@bud/flow';
 *
 * const both = parallel([step('length', (text: string) => text.length), step('upper', (text: string) => text.toUpperCase())]);
 * await both.execute('ab'); // [2, 'AB']
 */
export function parallel<const Steps extends AnyBranches>(
  branches: Steps,
  options: ParallelOptions = {},
): Primitive<BranchInput<Steps>, BranchOutputs<Steps>> {
  const { concurrency = Infinity } = checked('parallel', options, { concurrency: howMany });
  const own: Primitive<BranchInput<Steps>, BranchOutputs<Steps>> = {
    name: 'parallel',
    type: 'parallel',
    execute: (input, given = {}) =>
      runTraced(own, input, given, async (value, execution) => {
        execution.checkpoint('parallel_start', `${branches.length} branches`);
        const outcomes = await settleAll(branches, value, execution, concurrency);
        const failures = outcomes
          .filter((outcome) => outcome.status === 'rejected')
          .map(({ reason }) => reason as unknown);
        for (const failure of failures.slice(1)) execution.recordException(failure);
        if (failures.length > 0) throw withOthers(failures);
        execution.checkpoint('parallel_end', `${branches.length} branches`);
        // Proof of the cast: each branch was fulfilled, in this order.
        return outcomes.map(
          (outcome) => (outcome as PromiseFulfilledResult<unknown>).value,
        ) as unknown as BranchOutputs<Steps>;
      }),
  };
  return own;
}

async function settleAll(
  branches: AnyBranches,
  input: unknown,
  execution: Execution,
  concurrency: number,
): Promise<readonly PromiseSettledResult<unknown>[]> {
  const outcomes: PromiseSettledResult<unknown>[] = [];
  const left = branches.entries();
  const worker = async (): Promise<void> => {
    for (const [index, branch] of left) {
      const child = execution.context.child();
      child.spanId = execution.context.spanId;
      // Proof of the cast: all of them take this input.
      const [outcome] = await Promise.allSettled([branch.execute(input as never, { ...execution, context: child })]);
      outcomes[index] = outcome;
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, branches.length) }, worker));
  return outcomes;
}

/** The first failure, which knows the others where it can hold them. */
function withOthers([first, ...others]: readonly unknown[]): unknown {
  if (others.length > 0 && first instanceof Error && Object.isExtensible(first) && !('errors' in first))
    Object.defineProperty(first, 'errors', { value: others, configurable: true, writable: true });
  return first;
}
