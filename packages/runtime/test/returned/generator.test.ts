import { SpanStatusCode } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { __bud } from '../handing.ts';
import { site } from '../site.ts';
import { traced } from '../tracing.ts';

const S_leaf = site('leaf', 'sync');
const leaf = <T>(value: T): T => __bud.call(S_leaf, () => value, undefined, []) as T;

const S_count = site('count', 'generator', ['n']);
function* count(this: unknown, n: number, log: string[] = []): Generator<number, string, unknown> {
  if (__bud.on && __bud.enter(S_count)) {
    return yield* __bud.iterate(S_count, count, this, [n, log], [n]) as Generator<number, string>;
  }
  try {
    for (let i = 0; i < n; i += 1) log.push(`sent ${String(yield leaf(i))}`);
    return 'done';
  } finally {
    log.push('finally');
    leaf('finally');
  }
}

const S_stream = site('stream', 'async-generator', ['n'], { type: 'llm' });
async function* stream(this: unknown, n: number, log: string[] = []): AsyncGenerator<string, void, unknown> {
  const join = (parts: string[]): string => parts.join('');
  if (__bud.on && __bud.enter(S_stream)) {
    return yield* __bud.iterate(S_stream, stream, this, [n, log], [n], () => join) as AsyncGenerator<string, void>;
  }
  try {
    for (let i = 0; i < n; i += 1) {
      await null;
      leaf(i);
      yield `t${i}`;
    }
  } finally {
    await null;
    leaf('finally');
    log.push('finally');
  }
}

const S_items = site('items', 'generator', ['n']);
const list = {
  base: 10,
  *items(n: number): Generator<number> {
    const __bud_body = function* (this: typeof list): Generator<number> {
      for (let i = 0; i < n; i += 1) yield this.base + i;
    };
    return (yield* (
      __bud.on ? __bud.iterate(S_items, __bud_body, this, [], [n]) : __bud.apply(__bud_body, this, [])
    ) as Generator<number>) as unknown;
  },
};

describe('a tracked generator', () => {
  it('records its items, its completion and what it returns', () => {
    const trace = traced();
    expect([...count(3)]).toEqual([0, 1, 2]);
    const span = trace.span('count');
    expect(span.attributes).toMatchObject({
      'bud.track.input.n': 3,
      'bud.track.yield_count': 3,
      'bud.track.completed': true,
      'bud.track.output': 'done',
    });
    expect(span.status.code).toBe(SpanStatusCode.OK);
    expect(trace.tree()).toEqual([...Array.from({ length: 4 }, () => 'leaf < count'), 'count < -']);
  });

  it('opens no span before the first item is asked for', () => {
    const trace = traced();
    const unused = count(3);
    unused.return('early');
    expect(trace.spans()).toEqual([]);
  });

  it('keeps what the consumer sends and throws', () => {
    const run = (): unknown => {
      const log: string[] = [];
      const items = count(5, log);
      const results = [items.next('lost'), items.next('a'), items.next('b')];
      const error = new Error('stop');
      try {
        items.throw(error);
      } catch (caught) {
        log.push(String(caught === error));
      }
      return [results, items.next(), log];
    };
    const plain = run();
    const trace = traced();
    expect(run()).toEqual(plain);
    expect(trace.span('count').status).toEqual({ code: SpanStatusCode.ERROR, message: 'stop' });
    expect(trace.span('count').attributes).toMatchObject({ 'bud.track.yield_count': 3, 'bud.track.completed': false });
  });

  it('runs finally inside the span when the consumer breaks', () => {
    const trace = traced();
    const log: string[] = [];
    for (const item of count(5, log)) if (item === 1) break;
    expect(log).toEqual(['sent undefined', 'finally']);
    expect(trace.span('count').attributes).toMatchObject({ 'bud.track.yield_count': 2, 'bud.track.completed': false });
    expect(trace.span('count').status.code).toBe(SpanStatusCode.OK);
    expect(trace.tree().filter((line) => line === 'leaf < count')).toHaveLength(3);
  });

  it('leaks nothing of its context to the consumer', () => {
    for (const contextManager of [true, false]) {
      const trace = traced({ contextManager });
      const S_consumer = site('consumer', 'sync');
      const consume = (): void => {
        for (const _ of count(2)) __bud.call(site('between', 'sync'), () => {}, undefined, []);
      };
      __bud.call(S_consumer, consume, undefined, []);
      const lines = trace.tree().filter((line) => line.startsWith('between'));
      expect(lines).toEqual(['between < consumer', 'between < consumer']);
      trace.tracking.stop();
    }
  });

  it('hands result objects of a delegate through untouched, and reads none of their accessors', () => {
    traced();
    let reads = 0;
    const result = {
      done: false,
      get value(): number {
        return (reads += 1);
      },
    };
    const S = site('delegate', 'generator');
    const join = (items: unknown[]): unknown => items;
    const delegate = { [Symbol.iterator]: () => ({ next: () => result }) };
    const items = __bud.iterate(
      S,
      function* () {
        yield* delegate;
      },
      undefined,
      [],
      [],
      () => join,
    ) as Iterator<unknown>;
    expect(items.next()).toBe(result);
    expect(reads).toBe(0);
  });

  it('does not run a patch of its prototype twice', () => {
    traced();
    let calls = 0;
    const S = site('patched', 'generator');
    function* patched(): Generator<number> {
      if (__bud.on && __bud.enter(S))
        return (yield* __bud.iterate(S, patched, undefined, []) as Generator<number>) as unknown;
      yield 1;
    }
    const { next } = Object.getPrototypeOf(patched.prototype) as Generator<number>;
    patched.prototype.next = function (this: Generator<number>) {
      calls += 1;
      return Reflect.apply(next, this, []);
    };
    patched().next();
    expect(calls).toBe(1);
  });

  it('tracks an enclosed generator method with its `this`', () => {
    const trace = traced();
    expect([...list.items(2)]).toEqual([10, 11]);
    expect(trace.span('items').attributes).toMatchObject({ 'bud.track.input.n': 2, 'bud.track.yield_count': 2 });
    expect(trace.span('items').attributes).not.toHaveProperty('bud.track.output');
  });

  it('nests delegation between tracked generators', () => {
    const trace = traced();
    const S = site('both', 'generator');
    function* both(): Generator<number> {
      if (__bud.on && __bud.enter(S))
        return (yield* __bud.iterate(S, both, undefined, []) as Generator<number>) as unknown;
      yield* count(1);
      yield* list.items(1);
    }
    expect([...both()]).toEqual([0, 10]);
    expect(trace.tree()).toEqual(['leaf < count', 'leaf < count', 'count < both', 'items < both', 'both < -']);
  });

  it('stays untracked without a site', () => {
    const trace = traced();
    function* plain(): Generator<number> {
      yield 1;
    }
    expect([...(__bud.iterate(undefined, plain, undefined, []) as Generator<number>)]).toEqual([1]);
    expect(trace.spans()).toEqual([]);
  });
});

describe('a tracked async generator', () => {
  it('keeps its span open until it is consumed, and aggregates', async () => {
    const trace = traced();
    const items: string[] = [];
    for await (const item of stream(3)) {
      expect(trace.spans().some((span) => span.name === 'stream')).toBe(false);
      items.push(item);
    }
    expect(items).toEqual(['t0', 't1', 't2']);
    expect(trace.span('stream').attributes).toMatchObject({
      'bud.track.output': 't0t1t2',
      'bud.track.yield_count': 3,
      'bud.track.completed': true,
    });
    expect(trace.tree().filter((line) => line === 'leaf < stream')).toHaveLength(4);
  });

  it('runs finally inside the span when the consumer breaks', async () => {
    const trace = traced();
    const log: string[] = [];
    for await (const item of stream(9, log)) if (item === 't1') break;
    expect(log).toEqual(['finally']);
    expect(trace.span('stream').attributes).toMatchObject({
      'bud.track.output': 't0t1',
      'bud.track.yield_count': 2,
      'bud.track.completed': false,
    });
    expect(trace.tree().at(-2)).toBe('leaf < stream');
  });

  it('leaks nothing of its context to the consumer between items', async () => {
    const trace = traced();
    const S_consumer = site('consumer', 'async');
    const consume = async (): Promise<void> => {
      for await (const _ of stream(2)) __bud.call(site('between', 'sync'), () => {}, undefined, []);
      __bud.call(site('after', 'sync'), () => {}, undefined, []);
    };
    await (__bud.call(S_consumer, consume, undefined, []) as Promise<void>);
    expect(trace.tree().filter((line) => /^(between|after)/.test(line))).toEqual([
      'between < consumer',
      'between < consumer',
      'after < consumer',
    ]);
    expect(trace.tree()).toContain('stream < consumer');
  });

  it('has the right parent when it is resumed elsewhere', async () => {
    const trace = traced();
    const items = stream(2);
    const S_a = site('a', 'async');
    const S_b = site('b', 'async');
    await (__bud.call(S_a, async () => items.next(), undefined, []) as Promise<void>);
    await (__bud.call(S_b, async () => items.next(), undefined, []) as Promise<void>);
    await items.next();
    expect(trace.tree()).toEqual(['leaf < stream', 'a < -', 'leaf < stream', 'b < -', 'leaf < stream', 'stream < a']);
  });

  it('answers requests that overlap in order', async () => {
    const trace = traced();
    const items = stream(2);
    const results = await Promise.all([items.next(), items.next(), items.next(), items.next()]);
    expect(results.map(({ done, value }) => [done, value])).toEqual([
      [false, 't0'],
      [false, 't1'],
      [true, undefined],
      [true, undefined],
    ]);
    expect(trace.span('stream').attributes['bud.track.yield_count']).toBe(2);
  });

  it('ends as an error when the body throws, and keeps counting until there', async () => {
    const trace = traced();
    const error = new RangeError('cut');
    const S = site('broken', 'async-generator');
    const broken = async function* () {
      yield 1;
      throw error;
    };
    const items = __bud.iterate(S, broken, undefined, []) as AsyncGenerator<number>;
    await items.next();
    await expect(items.next()).rejects.toBe(error);
    expect(trace.span('broken').attributes).toMatchObject({
      'bud.track.yield_count': 1,
      'bud.track.completed': false,
      'error.type': 'RangeError',
    });
  });

  it('keeps at most `maxItems` items for the aggregate and counts all', async () => {
    const trace = traced({ maxItems: 2 });
    for await (const _ of stream(5));
    expect(trace.span('stream').attributes).toMatchObject({ 'bud.track.output': 't0t1', 'bud.track.yield_count': 5 });
  });
});
