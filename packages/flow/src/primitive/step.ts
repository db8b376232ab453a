import type { Primitive, PrimitiveBody } from './primitive.ts';
import { runTraced, type StepOptions } from './traced.ts';

/**
 * A function as a step of a workflow. It is given its input, and what it needs to hand on: context and abort signal.
 *
 * @example
 * import { step } from '@bud/flow';
 *
 * const search = step('search', async (query: string) => [`about ${query}`], { kind: 'tool' });
 * await search.execute('roses'); // ['about roses']
 */
export function step<In, Out>(
  name: string,
  body: PrimitiveBody<In, Out>,
  options: StepOptions = {},
): Primitive<In, Out> {
  const own: Primitive<In, Out> = {
    name,
    type: 'step',
    execute: (input, given = {}) => runTraced(own, input, given, body, options),
  };
  return own;
}
