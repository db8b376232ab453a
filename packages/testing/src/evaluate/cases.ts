import { matchingPath } from '@bud/trace/text';
import type { Trace } from '@bud/trace';
import type { EvaluationCase } from './evaluate.ts';

/**
 * Cases cut from traces: for each span at a path, what it took, and what it gave as what is expected. Those that failed or have
 * not ended are left out.
 *
 * @example
 * import { capture, casesFrom } from '@bud/testing';
 * import { track } from '@bud/observe';
 *
 * const greet = track({ name: 'greet', params: ['name'] }, (name: string) => `Hello ${name}`);
 * casesFrom(await capture(() => greet('Ada')), 'greet'); // [{ name: 'greet 1', input: { name: 'Ada' }, expected: 'Hello Ada' }]
 */
export function casesFrom(
  traces: Trace | readonly Trace[],
  path: string,
): readonly EvaluationCase<Readonly<Record<string, unknown>>>[] {
  const spans = (Array.isArray(traces) ? (traces as readonly Trace[]) : [traces as Trace]).flatMap(
    (trace) => trace.spans,
  );
  return spans
    .filter(matchingPath(path))
    .filter(({ error, isOpen }) => error === undefined && !isOpen)
    .map(({ name, input, output }, index) => ({ name: `${name} ${index + 1}`, input, expected: output }));
}
