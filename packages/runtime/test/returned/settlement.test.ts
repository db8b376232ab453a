// Thenables are what these functions return.
/* oxlint-disable unicorn/no-thenable, promise/always-return, promise/catch-or-return */
import { SpanStatusCode } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { __bud } from '../handing.ts';
import { collectGarbage } from '../garbage.ts';
import { site } from '../site.ts';
import { traced, type Traced } from '../tracing.ts';
import { unhandledDuring } from '../unhandled.ts';

const { OK, ERROR, UNSET } = SpanStatusCode;
const tracked = <T>(body: () => T, name = 'work'): T => __bud.call(site(name, 'sync'), body, undefined, []) as T;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const outcomes = (trace: Traced): unknown[] =>
  trace.spans().map(({ name, status, attributes }) => [name, status.code, attributes['bud.track.end_reason']]);

/** A promise and what settles it. */
function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (error: unknown) => void } {
  let settle: { resolve: (value: T) => void; reject: (error: unknown) => void } | undefined;
  const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }));
  return { promise, ...settle! };
}

describe('the span of a promise that a synchronous function returns', () => {
  it('ends at settlement, however late its consumer looks', async () => {
    const trace = traced();
    const [slow, fast] = [deferred<string>(), deferred<string>()];
    const a = tracked(() => slow.promise, 'a');
    const b = tracked(() => fast.promise, 'b');
    const consumer = (async () => [await a, await b])();
    fast.resolve('b');
    await turn();
    expect(outcomes(trace)).toEqual([['b', OK, undefined]]);
    slow.resolve('a');
    expect(await consumer).toEqual(['a', 'b']);
    expect(outcomes(trace)).toEqual([
      ['b', OK, undefined],
      ['a', OK, undefined],
    ]);
  });

  it('ends as an error when nobody ever handles the rejection, which is reported once', async () => {
    const trace = traced();
    const error = new Error('lost');
    expect(await unhandledDuring(() => void tracked(() => Promise.reject(error)))).toEqual([error]);
    const late = deferred<never>();
    expect(
      await unhandledDuring(async () => {
        void tracked(() => late.promise);
        await turn();
        late.reject(error);
      }),
    ).toEqual([error]);
    const nested = (): unknown => tracked(() => tracked(() => Promise.reject(error)));
    expect(await unhandledDuring(() => void nested())).toEqual([error]);
    expect(outcomes(trace)).toEqual(Array.from({ length: 4 }, () => ['work', ERROR, 'error']));
    expect(trace.spans().map(({ events }) => events.length)).toEqual([1, 1, 1, 1]);
  });

  it('ends as an error when the rejection is handled, at once or later, and nothing is reported', async () => {
    const trace = traced();
    const reasons = await unhandledDuring(async () => {
      await tracked(() => Promise.reject(new Error('now'))).catch(() => {});
      const late = deferred<never>();
      const promise = tracked(() => late.promise);
      await turn();
      late.reject(new Error('late'));
      await promise.catch(() => {});
      const settled = await Promise.allSettled([tracked(() => Promise.reject(new Error('all')))]);
      expect(settled[0]?.status).toBe('rejected');
    });
    expect(reasons).toEqual([]);
    expect(outcomes(trace)).toEqual(Array.from({ length: 3 }, () => ['work', ERROR, 'error']));
  });

  it('waits for the consumer where the function may have handled the rejection itself', async () => {
    const trace = traced();
    const late = deferred<string>();
    const reasons = await unhandledDuring(async () => {
      const handled = tracked(() => {
        late.promise.catch(() => {});
        return late.promise;
      });
      late.reject(new Error('prefetch'));
      await turn();
      expect(trace.spans()).toEqual([]);
      await handled.catch(() => {});
    });
    expect(reasons).toEqual([]);
    expect(outcomes(trace)).toEqual([['work', ERROR, 'error']]);
  });

  it('is unset when it never settles and is forgotten, and when it admits no watching', async () => {
    const trace = traced();
    void tracked(() => new Promise(() => {}), 'never');
    void tracked(() => Object.freeze(Promise.resolve(1)), 'frozen');
    const sealed = tracked(() => Object.freeze(Promise.reject(new Error('x'))), 'frozen');
    await expect(sealed).rejects.toThrow('x');
    await collectGarbage(() => trace.spans().length === 3);
    expect(outcomes(trace)).toEqual([
      ['frozen', UNSET, undefined],
      ['frozen', UNSET, undefined],
      ['never', UNSET, 'abandoned'],
    ]);
    expect(trace.tracking.openCount).toBe(0);
  });

  it('does not outlive the promise while its stream is read', async () => {
    const trace = traced();
    const stream = await tracked(() =>
      Promise.resolve(
        new ReadableStream({
          start(controller) {
            for (const item of [1, 2]) controller.enqueue(item);
            controller.close();
          },
        }),
      ),
    );
    const reader = stream.getReader();
    await reader.read();
    let turns = 0;
    await collectGarbage(() => (turns += 1) > 5);
    expect(trace.spans()).toEqual([]);
    while (!(await reader.read()).done);
    expect(trace.span('work').attributes).toMatchObject({ 'bud.track.yield_count': 2, 'bud.track.completed': true });
  });
});

/** Of the kind that model clients return: own ways to the outcome, of which none passes through `then`. */
class Lazy<T> {
  asked = 0;
  readonly #outcome: () => Promise<T>;
  constructor(outcome: () => Promise<T>) {
    this.#outcome = outcome;
  }
  #ask(): Promise<T> {
    this.asked += 1;
    return this.#outcome();
  }
  then<A = T, B = never>(
    onValue?: ((value: T) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#ask().then(onValue, onError);
  }
  catch<B>(onError?: ((error: unknown) => B) | null): Promise<T | B> {
    return this.#ask().catch(onError);
  }
  finally(onFinally?: (() => void) | null): Promise<T> {
    return this.#ask().finally(onFinally);
  }
}

describe('the span of another thenable', () => {
  const failing = (): Lazy<string> => new Lazy(() => Promise.reject(new Error('400')));
  const answering = (): Lazy<string> => new Lazy(() => Promise.resolve('yes'));
  const swallow = (): void => {};

  it.each<[string, (lazy: Lazy<string>) => Promise<unknown>]>([
    ['then', (lazy) => lazy.then(swallow, swallow)],
    ['then without a reaction to errors', (lazy) => lazy.then(swallow).catch(swallow)],
    ['catch', (lazy) => lazy.catch(swallow)],
    ['catch without a reaction', (lazy) => lazy.catch(undefined).catch(swallow)],
    ['finally', (lazy) => lazy.finally(swallow).catch(swallow)],
    ['await', async (lazy) => void (await lazy)],
  ])('has its outcome when it is consumed by %s', async (_name, consume) => {
    const trace = traced();
    for (const make of [failing, answering]) {
      const lazy = tracked(make);
      expect(Object.getOwnPropertyNames(lazy)).toContain('then');
      expect(await unhandledDuring(async () => await consume(lazy).catch(swallow))).toEqual([]);
      expect(lazy.asked).toBe(1);
      expect(Object.getOwnPropertyNames(lazy)).toEqual(['asked']);
    }
    expect(outcomes(trace)).toEqual([
      ['work', ERROR, 'error'],
      ['work', OK, undefined],
    ]);
  });

  it('ends once when it is asked twice', async () => {
    const trace = traced();
    const lazy = tracked(answering);
    expect(await Promise.all([lazy, lazy])).toEqual(['yes', 'yes']);
    const twice = tracked(() => ({ then: (answer: (value: number) => void) => (answer(1), answer(2)) }));
    expect(await twice).toBe(1);
    const both = tracked(() => ({
      then: (answer: (value: number) => void, refuse: (error: unknown) => void) => (refuse(new Error('x')), answer(2)),
    }));
    await expect(both).rejects.toThrow('x');
    expect(outcomes(trace)).toEqual([
      ['work', OK, undefined],
      ['work', OK, undefined],
      ['work', ERROR, 'error'],
    ]);
  });

  it('is unset when nobody ever asks', async () => {
    const trace = traced();
    tracked(failing);
    await collectGarbage(() => trace.spans().length === 1);
    expect(outcomes(trace)).toEqual([['work', UNSET, 'abandoned']]);
  });
});
