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
const outcomes = (trace: Traced): unknown[][] =>
  trace.spans().map(({ name, status, attributes }) => [name, status.code, attributes['bud.track.end_reason']]);

interface Deferred<T> {
  readonly promise: Promise<T>;
  /** Gives the promise, to a function that is taken to have made it. */
  make(): Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
}

function deferred<T>(): Deferred<T> {
  let settle: Pick<Deferred<T>, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }));
  return { promise, make: () => promise, ...settle! };
}

describe('the span of a promise that a synchronous function returns', () => {
  it('ends at settlement, however late its consumer looks', async () => {
    const trace = traced();
    const [slow, fast] = [deferred<string>(), deferred<string>()];
    const a = tracked(() => slow.make(), 'a');
    const b = tracked(() => fast.make(), 'b');
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
        void tracked(() => late.make());
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
      const promise = tracked(() => late.make());
      await turn();
      late.reject(new Error('late'));
      await promise.catch(() => {});
      const settled = await Promise.allSettled([tracked(() => Promise.reject(new Error('all')))]);
      expect(settled[0]?.status).toBe('rejected');
    });
    expect(reasons).toEqual([]);
    expect(outcomes(trace)).toEqual(Array.from({ length: 3 }, () => ['work', ERROR, 'error']));
  });

  const never = (): void => {};
  const { promise: kept } = deferred<never>();
  // What a function may do, besides returning it, with a promise that rejects.
  it.each<[string, (late: Deferred<string>) => Promise<string>]>([
    ['catch', (late) => (late.promise.catch(never), late.promise)],
    [
      'then with two reactions',
      (late) => {
        late.promise.then((value) => void Number(value), never);
        return late.promise;
      },
    ],
    ['allSettled', (late) => (void Promise.allSettled([late.promise, kept]), late.promise)],
    ['finally', (late) => (late.promise.finally(never).then(never, never), late.promise)],
  ])('waits for the consumer where the function may have handled the rejection itself: %s', async (_name, handle) => {
    const trace = traced();
    const [late, dropped] = [deferred<string>(), deferred<string>()];
    const work = (of: Deferred<string>): Promise<string> =>
      __bud.call(site('work', 'sync'), handle, undefined, [of]) as Promise<string>;
    const reasons = await unhandledDuring(async () => {
      const handled = work(late);
      void work(dropped);
      for (const { reject } of [late, dropped]) reject(new Error('prefetch'));
      await turn();
      expect(trace.spans()).toEqual([]);
      await handled.catch(() => {});
    });
    expect(reasons).toEqual([]);
    expect(outcomes(trace)).toEqual([['work', ERROR, 'error']]);
  });

  it('waits for the consumer where the function calls nothing: the promise was there before, and may be handled', async () => {
    const trace = traced();
    const reasons = await unhandledDuring(async () => {
      const connection = { ready: Promise.reject(new Error('no database')) };
      connection.ready.catch(() => {});
      const ready = (): Promise<never> => tracked(() => connection.ready);
      await turn();
      void ready();
      function bySwitch(isFast: boolean): Promise<never> | undefined {
        if (isFast) {
          return connection.ready;
        }
        return undefined;
      }
      void __bud.call(site('work', 'sync'), bySwitch, undefined, [true]);
      await turn();
      expect(trace.spans()).toEqual([]);
      await ready().catch(() => {});
    });
    expect(reasons).toEqual([]);
    expect(outcomes(trace)).toEqual(Array.from({ length: 3 }, () => ['work', ERROR, 'error']));
  });

  it('reports nothing of a promise that is kept, handled where it came out first, and dropped later', async () => {
    const trace = traced();
    const inFlight = new Map<string, Promise<string>>();
    const late = deferred<string>();
    const load = (key: string): Promise<string> => {
      const known = inFlight.get(key);
      if (known !== undefined) return known;
      inFlight.set(key, late.make());
      return late.make();
    };
    const loaded = (): Promise<string> => __bud.call(site('load', 'sync'), load, undefined, ['a']) as Promise<string>;
    const reasons = await unhandledDuring(async () => {
      const first = loaded().catch(() => 'fallback');
      void loaded();
      late.reject(new Error('down'));
      expect(await first).toBe('fallback');
      void loaded();
      await turn();
    });
    expect(reasons).toEqual([]);
    expect(outcomes(trace)).toEqual(Array.from({ length: 3 }, () => ['load', ERROR, 'error']));
  });

  it('reports nothing of the attempts that a retry has handled', async () => {
    const trace = traced();
    let attempts = 0;
    const attempt = (): Promise<string> =>
      tracked(
        () => ((attempts += 1) < 3 ? Promise.reject(new Error(`try ${attempts}`)) : Promise.resolve('done')),
        'try',
      );
    const retry = (left: number): Promise<string> =>
      attempt().catch((error) => (left > 0 ? retry(left - 1) : Promise.reject(error)));
    const reasons = await unhandledDuring(async () => {
      expect(await tracked(() => retry(5), 'retry')).toBe('done');
      attempts = 0;
      await expect(tracked(() => retry(1), 'retry')).rejects.toThrow('try 2');
      attempts = -1;
      const loop = async (): Promise<string> => {
        for (;;) {
          try {
            return await attempt();
          } catch {
            // The next one may do better.
          }
        }
      };
      expect(await loop()).toBe('done');
    });
    expect(reasons).toEqual([]);
    expect(outcomes(trace).filter(([name]) => name === 'retry')).toEqual([
      ['retry', OK, undefined],
      ['retry', ERROR, 'error'],
    ]);
    expect(outcomes(trace).filter(([name, status]) => name === 'try' && status === ERROR)).toHaveLength(7);
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

  it('hands on the reactions that the consumer has, and no others', async () => {
    const trace = traced();
    const seen: string[][] = [];
    const lazy = (outcome: Promise<string>): Promise<string> =>
      tracked(() => {
        const then = (...reactions: readonly unknown[]): Promise<unknown> => {
          seen.push(reactions.map((reaction) => typeof reaction));
          return Promise.prototype.then.apply(outcome, reactions as []);
        };
        return { then } as unknown as Promise<string>;
      });
    const yes = Promise.resolve('yes');
    const no = Promise.reject(new Error('no'));
    expect(await lazy(yes).then((value) => `${value}!`)).toBe('yes!');
    expect(await lazy(yes).then(...([] as unknown as [undefined]))).toBe('yes');
    expect(await lazy(yes).then(undefined, swallow)).toBe('yes');
    await expect(lazy(no).then(swallow)).rejects.toThrow('no');
    expect(await lazy(no).then(undefined, () => 'caught')).toBe('caught');
    await expect(lazy(no)).rejects.toThrow('no');
    expect(seen).toEqual([
      ['function'],
      [],
      ['undefined', 'function'],
      ['function'],
      ['undefined', 'function'],
      ['function', 'function'],
    ]);
    expect(outcomes(trace).map(([, status]) => status)).toEqual([OK, OK, OK, ERROR, ERROR, ERROR]);
  });

  it('is that of its own `then`, which a promise may have', async () => {
    const trace = traced();
    const dressed = (): Promise<number> => {
      const promise = Promise.resolve(4);
      promise.then = Promise.prototype.then;
      return promise;
    };
    expect(await tracked(dressed)).toBe(4);
    expect(await tracked(dressed).then((value) => value + 1)).toBe(5);
    expect(await Promise.all([tracked(dressed), 5])).toEqual([4, 5]);
    expect(outcomes(trace)).toEqual(Array.from({ length: 3 }, () => ['work', OK, undefined]));
  });

  it('is unset where its `then` tells only what its consumer has no reaction to, and gives nothing', async () => {
    const trace = traced();
    const silent = (_answer: unknown, refuse?: unknown): unknown => refuse;
    expect(tracked(() => ({ then: silent })).then(swallow)).toBeUndefined();
    await collectGarbage(() => trace.spans().length === 1);
    expect(outcomes(trace)).toEqual([['work', UNSET, 'abandoned']]);
  });

  it('is unset where it only looks like a promise of the language', () => {
    const trace = traced();
    const fake = tracked(() => Object.create(Promise.prototype) as Promise<number>);
    expect(() => fake.then(swallow)).toThrow(TypeError);
    const dressed = tracked(() => Object.create(Promise.prototype, { then: { value: swallow } }) as Promise<number>);
    expect(dressed.constructor).toBe(Promise);
    expect(outcomes(trace)).toEqual(Array.from({ length: 2 }, () => ['work', UNSET, undefined]));
    expect(trace.tracking.failureCount).toBe(0);
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
