/* oxlint-disable promise/always-return */
import { SpanStatusCode } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { __bud } from '../handing.ts';
import { site } from '../site.ts';
import { traced } from '../tracing.ts';

const made = <T>(value: T): T => value;

/** What a tracked function that makes `value` gives its caller. */
function returned<T>(value: T): T {
  return __bud.call(site('work', 'sync'), () => made(value), undefined, []) as T;
}

describe('a returned promise', () => {
  it('may be frozen, inherited from and proxied by its consumer', async () => {
    traced();
    // Node marks promises for its asynchronous contexts when they are made, and cannot mark a frozen one later: the first
    // tracked call of the process has to be over.
    returned(0);
    expect(await Object.freeze(returned(Promise.resolve(1)))).toBe(1);
    const promise = returned(Promise.resolve(2));
    expect((Object.create(promise) as Promise<number>).constructor).toBe(Promise);
    expect(new Proxy(promise, {}).constructor).toBe(Promise);
    expect(promise.constructor).toBe(Promise);
    expect(await promise).toBe(2);
  });
});

describe('a promise that is kept and returned every time', () => {
  it('ends its spans when it settles, whether or not somebody looks', async () => {
    const trace = traced();
    const kept = Promise.resolve(3);
    for (let count = 0; count < 100; count++) void returned(kept);
    await null;
    expect(trace.spans()).toHaveLength(100);
    void returned(kept);
    expect(trace.spans()).toHaveLength(101);
    expect(await kept).toBe(3);
  });

  it('gathers no listeners without end when it never settles', () => {
    const trace = traced();
    const kept = new Promise(() => {});
    for (let count = 0; count < 1100; count++) void returned(kept);
    expect(trace.tracking.openCount).toBe(1000);
    expect(new Set(trace.spans().map(({ status }) => status.code))).toEqual(new Set([SpanStatusCode.UNSET]));
  });
});

describe('a rejection', () => {
  /** How often a program that handles, or does not handle, what it is given ends up with an unhandled rejection. */
  async function unhandledIn(program: () => unknown): Promise<number> {
    let count = 0;
    const listener = (): void => void count++;
    const before = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', listener);
    await program();
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.removeListener('unhandledRejection', listener);
    for (const other of before) process.on('unhandledRejection', other);
    return count;
  }
  const handled = (): unknown =>
    __bud.call(
      site('work', 'sync'),
      () => {
        const promise = Promise.reject(new Error('x'));
        promise.catch(() => {});
        return promise;
      },
      undefined,
      [],
    );

  it('that the function has handled itself stays handled, and one that nobody handles stays unhandled', async () => {
    traced();
    expect(await unhandledIn(() => void handled())).toBe(0);
    expect(await unhandledIn(() => void returned(Promise.reject(new Error('x'))))).toBe(1);
    expect(await unhandledIn(() => void returned(Promise.reject(new Error('x'))).catch(() => {}))).toBe(0);
    expect(await unhandledIn(() => void returned(Promise.reject(new Error('x'))).then(() => {}))).toBe(1);
    expect(await unhandledIn(async () => await returned(Promise.reject(new Error('x'))).catch(() => {}))).toBe(0);
  });
});

describe('an object that is returned many times', () => {
  const times = 100;
  /** How many callers the place of the call has. */
  function depth(): number {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 1000;
    const frames = (new Error().stack ?? '').split('\n').length;
    Error.stackTraceLimit = stackTraceLimit;
    return frames;
  }

  it('gathers no layers without end: thenables, async iterables, iterators and streams', async () => {
    traced();
    const depths: number[] = [];
    const thenable = { then: (answer: (value: number) => void) => (depths.push(depth()), answer(1)) };
    const iterable = { *[Symbol.asyncIterator]() {} } as unknown as AsyncIterable<number>;
    const iterator = { next: () => (depths.push(depth()), { done: true, value: undefined }), [Symbol.iterator]() {} };
    const stream = new ReadableStream<number>({ start: (controller) => controller.close() });
    for (let count = 0; count < times; count++) {
      for (const value of [thenable, iterable, iterator, stream]) returned(value);
    }
    expect(await thenable).toBe(1);
    iterator.next();
    expect(depths).toHaveLength(2);
    for (const frames of depths) expect(frames).toBeLessThan(times);
    expect(() => iterable[Symbol.asyncIterator]()).not.toThrow();
    expect(await stream.getReader().read()).toEqual({ value: undefined, done: true });
  });
});
