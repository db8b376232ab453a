import { describe, expect, it } from 'vitest';
import { gate as __bud } from '../src/index.ts';
import { site } from './site.ts';
import { traced } from './tracing.ts';

/** What a tracked function that returns `value` gives its caller. */
function returned<T>(value: T): T {
  return __bud.call(site('work', 'sync'), () => value, undefined, []) as T;
}

describe('a returned promise', () => {
  it('may be frozen, inherited from and proxied by its consumer', async () => {
    traced();
    expect(await Object.freeze(returned(Promise.resolve(1)))).toBe(1);
    const promise = returned(Promise.resolve(2));
    expect((Object.create(promise) as Promise<number>).constructor).toBe(Promise);
    expect(new Proxy(promise, {}).constructor).toBe(Promise);
    expect(promise.constructor).toBe(Promise);
    expect(await promise).toBe(2);
  });
});

describe('an object that is returned many times', () => {
  const times = 20_000;

  it('stays usable: thenables, async iterables, iterators and streams', async () => {
    traced();
    let asked = 0;
    const thenable = { then: (answer: (value: number) => void) => answer(++asked) };
    const iterable = { *[Symbol.asyncIterator]() {} } as unknown as AsyncIterable<number>;
    const iterator = [1, 2][Symbol.iterator]();
    const stream = new ReadableStream<number>({ start: (controller) => controller.close() });
    for (let count = 0; count < times; count++) {
      for (const value of [thenable, iterable, iterator, stream]) returned(value);
    }
    expect(await thenable).toBe(1);
    expect(() => iterable[Symbol.asyncIterator]()).not.toThrow();
    expect([...iterator]).toEqual([1, 2]);
    expect(await stream.getReader().read()).toEqual({ value: undefined, done: true });
  });
});
