import { aFunction } from '@bud/value';
import { anAmount, checked, howMany } from './accepted.ts';
import type { Primitive } from './primitive.ts';
import { runTraced } from './traced.ts';

/** What is kept, and for how long. */
export interface CacheOptions<In> {
  /** What two inputs have in common that give the same; their JSON when absent. */
  readonly key?: (input: In) => string;
  /** Forever when absent. */
  readonly ttlMs?: number;
  /** Most results that are kept; 100 when absent. The one that was asked for longest ago goes first. */
  readonly max?: number;
}

/**
 * Remembers what a step gave; failures are not remembered. Throws a `TypeError` that lists every mistake in the options.
 *
 * @example
 * import { cache, step } from '@bud/flow';
 *
 * let calls = 0;
 * const count = cache(step('count', (_: string) => (calls += 1)));
 * await count.execute('a');
 * await count.execute('a'); // 1
 */
export function cache<In, Out>(step: Primitive<In, Out>, options: CacheOptions<In> = {}): Primitive<In, Out> {
  const {
    key = (input: In) => JSON.stringify(input) ?? 'undefined',
    ttlMs = Infinity,
    max = 100,
  } = checked('cache', options, accepted);
  const kept = new Map<string, { readonly output: Out; readonly until: number }>();
  const own: Primitive<In, Out> = {
    name: `cache(${step.name})`,
    type: 'cache',
    execute: (input, given = {}) =>
      runTraced(own, input, given, async (value, execution) => {
        const asked = key(value);
        const found = kept.get(asked);
        const isHit = found !== undefined && execution.clock.now() < found.until;
        execution.setAttributes({ 'primitive.cache_hit': isHit });
        kept.delete(asked);
        const entry = isHit
          ? found
          : { output: await step.execute(value, execution), until: execution.clock.now() + ttlMs };
        // What was asked for last stands last.
        kept.delete(asked);
        kept.set(asked, entry);
        const [oldest] = kept.keys();
        if (kept.size > max && oldest !== undefined) kept.delete(oldest);
        return entry.output;
      }),
  };
  return own;
}

const accepted = { key: aFunction, ttlMs: anAmount, max: howMany };
