import { expect, test } from 'vitest';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { startTracking } from '@bud/runtime/otel';
import { loadBoth } from './instrumented.ts';

type Kinds = Readonly<Record<string, () => Promise<unknown>>>;

const code = `
/** @track */ async function named(x) { return x; }
/** @track */ async function waits(x) { await null; return x; }
/** @track */ async function rejects() { throw new Error('no'); }
const arrow = /** @track */ async (x) => x;
/** @track */ class Agent { async run(x) { return x; } }
const object = { /** @track */ async run(x) { return x; }, /** @track */ async rejects() { throw new Error('no'); } };
/** @track */ function promised(x) { return Promise.resolve(x); }
const inner = /** @track */ async (x) => x;
/** @track */ async function nested(x) { return await inner(x); }
const agent = new Agent();
export const kinds = {
  'async function': () => named(1), 'async function that waits': () => waits(1), 'async function that rejects': () => rejects(),
  'async arrow': () => arrow(1), 'async method': () => agent.run(1),
  'async object method': () => object.run(1), 'async object method that rejects': () => object.rejects(),
  'function that returns a promise': () => promised(1), 'two nested async functions': () => nested(1),
};`;

/** Microtask ticks until the consumer of a call goes on. */
async function ticksOf(call: () => Promise<unknown>): Promise<number> {
  let ticks = 0;
  const outcome = { isSettled: false };
  const settle = (): void => void (outcome.isSettled = true);
  call().then(settle, settle);
  // Thirty ticks are more than any of these takes.
  while (!outcome.isSettled && ticks < 30) {
    ticks += 1;
    await null;
  }
  return ticks;
}

async function ticksOfAll(kinds: Kinds): Promise<Readonly<Record<string, number>>> {
  const ticks: Record<string, number> = {};
  for (const [kind, call] of Object.entries(kinds)) ticks[kind] = await ticksOf(call);
  return ticks;
}

test('an async call takes at most one tick more, off only where it is enclosed', async () => {
  const { plain, tracked } = await loadBoth<{ readonly kinds: Kinds }>('ticks', code);
  const [before, off] = [await ticksOfAll(plain.kinds), await ticksOfAll(tracked.kinds)];
  const tracking = startTracking({ tracerProvider: new BasicTracerProvider() });
  const on = await ticksOfAll(tracked.kinds);
  tracking.stop();
  const added = Object.fromEntries(
    Object.keys(before).map((kind) => [kind, `off ${off[kind]! - before[kind]!}, on ${on[kind]! - before[kind]!}`]),
  );
  expect(added).toEqual({
    'async function': 'off 0, on 1',
    'async function that waits': 'off 0, on 1',
    'async function that rejects': 'off 0, on 1',
    'async arrow': 'off 0, on 1',
    'async method': 'off 0, on 1',
    'async object method': 'off 1, on 1',
    'async object method that rejects': 'off 1, on 1',
    'function that returns a promise': 'off 0, on 0',
    'two nested async functions': 'off 0, on 2',
  });
});
