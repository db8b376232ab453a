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
/** @track */ async function outer(x) { return await nested(x); }
/** @track */ function handsOn(x) { return promised(x); }
/** @track */ function passes(x) { return inner(x); }
/** @track */ async function thenable(x) { return { then(answer) { answer(x); } }; }
const agent = new Agent();
export const kinds = {
  'async function': () => named(1), 'async function that waits': () => waits(1), 'async function that rejects': () => rejects(),
  'async arrow': () => arrow(1), 'async method': () => agent.run(1),
  'async object method': () => object.run(1), 'async object method that rejects': () => object.rejects(),
  'function that returns a promise': () => promised(1), 'two nested async functions': () => nested(1),
  'three nested async functions': () => outer(1), 'function that hands a promise on': () => handsOn(1),
  'function that returns what an async one does': () => passes(1), 'async function that returns a thenable': () => thenable(1),
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
    'three nested async functions': 'off 0, on 3',
    'function that hands a promise on': 'off 0, on 0',
    'function that returns what an async one does': 'off 0, on 1',
    'async function that returns a thenable': 'off 0, on 1',
  });
});

const readers = `
const counted = () => ({ reads: 0, get then() { this.reads += 1; return undefined; } });
/** @track */ async function named() { return counted(); }
const object = { /** @track */ async run() { return counted(); } };
/** @track */ function promised() { return Promise.resolve(counted()); }
export const kinds = { 'async function': named, 'enclosed async method': () => object.run(), 'function that returns a promise': promised };`;

// A promise reads `then` of what it is resolved with, and an async function around another one has a promise of its own:
// ECMAScript, promise resolve functions.
test('`then` of what an async function returns is read once by each promise that it becomes the value of', async () => {
  type Read = Readonly<Record<string, () => Promise<{ readonly reads: number }>>>;
  const { plain, tracked } = await loadBoth<{ readonly kinds: Read }>('then', readers);
  const readsOf = async (kinds: Read): Promise<Readonly<Record<string, number>>> => {
    const reads: Record<string, number> = {};
    for (const [kind, call] of Object.entries(kinds)) reads[kind] = (await call()).reads;
    return reads;
  };
  const all = (once: number, enclosed: number): Readonly<Record<string, number>> => ({
    'async function': once,
    'enclosed async method': enclosed,
    'function that returns a promise': 1,
  });
  expect(await readsOf(plain.kinds)).toEqual(all(1, 1));
  expect(await readsOf(tracked.kinds)).toEqual(all(1, 2));
  const tracking = startTracking({ tracerProvider: new BasicTracerProvider() });
  expect(await readsOf(tracked.kinds)).toEqual(all(2, 2));
  tracking.stop();
});

const races = `
/** @track */ async function readOne(reader, log) { log('read ' + JSON.stringify(await reader.read())); }
/** @track */ async function stop(reader, log) { await reader.cancel('enough'); log('stopped'); }
/** @track */ async function next(reader) { return await reader.read(); }
/** @track */ async function take(reader, log) {
  try { log('took ' + (await next(reader)).value); } catch (error) { log('failed ' + error); }
}
const turns = async (count) => { for (let turn = 0; turn < count; turn += 1) await null; };
export const programs = {
  async 'a piped stream that is read once, then cancelled'(log) {
    const source = new ReadableStream({ pull: (to) => to.enqueue(1), cancel: (reason) => log('source cancelled: ' + reason) });
    const abort = new AbortController();
    const reader = source.pipeThrough(new TransformStream(), { signal: abort.signal }).getReader();
    await readOne(reader, log);
    await stop(reader, log);
  },
  async 'a stream that fails five ticks after its items'(log) {
    const source = new ReadableStream({ async start(to) { to.enqueue('a'); to.enqueue('b'); await turns(5); to.error('late'); } });
    const reader = source.getReader();
    for (let count = 0; count < 3; count += 1) await take(reader, log);
  },
  async 'a stream that is left while its producer waits'(log) {
    const source = new ReadableStream({ async pull(to) { await turns(3); to.enqueue(1); }, cancel: (reason) => log('source cancelled: ' + reason) });
    const reader = source.getReader();
    await readOne(reader, log);
    await Promise.all([readOne(reader, log), stop(reader, log)]);
  },
  async 'a signal that fires while an item is on its way'(log) {
    const abort = new AbortController();
    const source = new ReadableStream({ pull: async (to) => { await turns(2); to.enqueue(1); }, cancel: (reason) => log('source cancelled: ' + reason) });
    const piped = source.pipeTo(new WritableStream({ write: (item) => log('wrote ' + item) }), { signal: abort.signal });
    await turns(3);
    abort.abort('signal');
    await piped.catch((reason) => log('piped: ' + reason));
  },
};`;

test('streams that tracked async functions read deliver, fail and are cancelled as without tracking', async () => {
  type Programs = Readonly<Record<string, (log: (event: string) => void) => Promise<void>>>;
  const { plain, tracked } = await loadBoth<{ readonly programs: Programs }>('races', races);
  const eventsOf = async (programs: Programs): Promise<Readonly<Record<string, string[]>>> => {
    const events: Record<string, string[]> = {};
    for (const [name, program] of Object.entries(programs)) {
      const seen: string[] = [];
      events[name] = seen;
      await program((event) => seen.push(event));
      await new Promise((resolve) => setImmediate(resolve));
    }
    return events;
  };
  const expected = await eventsOf(plain.programs);
  for (const seen of Object.values(expected)) expect(seen.length).toBeGreaterThan(1);
  expect(await eventsOf(tracked.programs)).toEqual(expected);
  const tracking = startTracking({ tracerProvider: new BasicTracerProvider() });
  expect(await eventsOf(tracked.programs)).toEqual(expected);
  tracking.stop();
});
