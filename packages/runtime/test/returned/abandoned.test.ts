import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { gate as __bud } from '@bud/runtime';
import { site } from '../site.ts';
import { traced } from '../tracing.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

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
  for (let turn = 0; turn < 50 && trace.spans().length === 0; turn += 1) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  expect(trace.span('forgotten').attributes).toMatchObject({
    'bud.track.abandoned': true,
    'bud.track.completed': false,
    'bud.track.yield_count': 1,
  });
});
