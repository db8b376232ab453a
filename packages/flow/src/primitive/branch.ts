import type { Primitive } from './primitive.ts';
import { runTraced } from './traced.ts';

type AnyCases = Readonly<Record<string, Primitive<never, unknown>>>;
/** What all cases take. */
export type CaseInput<Cases extends AnyCases> = [Cases[keyof Cases]] extends [Primitive<infer In, unknown>]
  ? In
  : never;
/** What one of the cases gives. */
export type CaseOutput<Cases extends AnyCases> = Cases[keyof Cases] extends Primitive<never, infer Out> ? Out : never;

/**
 * One of several: `choose` says which, by its key.
 *
 * @example
 * import { branch, step } from '@bud/flow';
 *
 * const sign = branch((amount: number) => (amount < 0 ? 'negative' : 'positive'), {
 *   negative: step('minus', (amount: number) => `-${-amount}`),
 *   positive: step('plus', (amount: number) => `+${amount}`),
 * });
 * await sign.execute(-3); // '-3'
 */
export function branch<const Cases extends AnyCases>(
  choose: (input: CaseInput<Cases>) => keyof Cases | Promise<keyof Cases>,
  cases: Cases,
): Primitive<CaseInput<Cases>, CaseOutput<Cases>> {
  const own: Primitive<CaseInput<Cases>, CaseOutput<Cases>> = {
    name: 'branch',
    type: 'branch',
    execute: (input, options = {}) =>
      runTraced(own, input, options, async (value, execution) => {
        const key = await choose(value);
        const chosen = Object.hasOwn(cases, key) ? cases[key] : undefined;
        execution.setAttributes({ 'primitive.branch': String(key) });
        execution.checkpoint(`branch_${String(key)}`);
        if (chosen === undefined) throw new RangeError(`branch(): there is no case "${String(key)}"`);
        // Proof of both casts: it is one of the cases.
        return (await chosen.execute(value as never, execution)) as CaseOutput<Cases>;
      }),
  };
  return own;
}
