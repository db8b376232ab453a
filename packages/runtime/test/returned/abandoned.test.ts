import { expect, it } from 'vitest';
import { collectGarbage } from '../garbage.ts';
import { __bud } from '../handing.ts';
import { site } from '../site.ts';
import { traced } from '../tracing.ts';

const S = site('forgotten', 'async-generator');
async function* forgotten(owner: object): AsyncGenerator<object> {
  if (__bud.on && __bud.enter(S)) {
    return (yield* __bud.iterate(S, forgotten, undefined, [owner]) as AsyncGenerator<object>) as unknown;
  }
  yield owner;
  yield owner;
}

it('ends the span of a generator that its consumer forgot, even if the arguments refer to the generator', async () => {
  const trace = traced();
  await (async () => {
    const owner: { stream?: AsyncGenerator<object> } = {};
    owner.stream = forgotten(owner);
    await owner.stream.next();
  })();
  await collectGarbage(() => trace.spans().length > 0);
  expect(trace.span('forgotten').attributes).toMatchObject({
    'bud.track.end_reason': 'abandoned',
    'bud.track.completed': false,
    'bud.track.yield_count': 1,
  });
});
