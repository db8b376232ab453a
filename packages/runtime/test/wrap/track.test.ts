import { createContext, runInContext } from 'node:vm';
import { types } from 'node:util';
import { trace as api } from '@opentelemetry/api';
import { AlwaysOffSampler } from '@opentelemetry/sdk-trace';
import { describe, expect, it } from 'vitest';
import { track, type AnyFunction } from '@bud/runtime/track';
import { traced } from '../tracing.ts';

function add(a: number, b: number): number {
  return a + b;
}
async function load(id: string): Promise<string> {
  return id;
}
function* count(n: number): Generator<number, string> {
  for (let i = 0; i < n; i += 1) yield i;
  return 'done';
}
async function* stream(n: number): AsyncGenerator<number> {
  for (let i = 0; i < n; i += 1) yield i;
}
const arrow = (a: number): number => a;
const kinds = { add, load, count, stream, arrow };

/** What is the same with tracking off and on. */
const modes: readonly (readonly [string, () => unknown])[] = [
  ['off', () => undefined],
  ['on', () => traced()],
];

describe('track()', () => {
  it('takes a function, options, or options and a function', () => {
    const trace = traced();
    const tracked = [track(add), track()(add), track({ type: 'tool' })(add), track({ type: 'tool' }, add)];
    expect(tracked.map((fn) => fn(1, 2))).toEqual([3, 3, 3, 3]);
    const types = trace.spans().map((span) => [span.name, span.attributes['bud.track.type']]);
    expect(types).toEqual([
      ['add', undefined],
      ['add', undefined],
      ['add', 'tool'],
      ['add', 'tool'],
    ]);
    expect([add, add].map(track() as (fn: typeof add) => typeof add).map((fn) => fn(1, 2))).toEqual([3, 3]);
  });

  it('may wrap before tracking starts, and a generator may begin before it stops', () => {
    const tracked = track(count);
    const begun = tracked(2);
    begun.next();
    const waiting = tracked(3);
    const trace = traced();
    expect([...waiting, ...begun]).toEqual([0, 1, 2, 1]);
    const open = tracked(2);
    open.next();
    trace.tracking.stop();
    expect([...open, ...tracked(1)]).toEqual([1, 0]);
    // The second one was open when tracking stopped.
    expect(trace.spans().map((span) => span.attributes['bud.track.yield_count'])).toEqual([3, 1]);
  });

  it('names what has no name, and claims no place in the source', () => {
    const trace = traced();
    track(() => {})();
    const codeAttributes = Object.entries(trace.span('<anonymous>').attributes).filter(([key]) =>
      key.startsWith('code.'),
    );
    expect(codeAttributes).toEqual([['code.function.name', '<anonymous>']]);
  });

  it('makes one span for a function that is tracked twice, with the options closest to it', () => {
    const trace = traced();
    const inner = track({ type: 'tool', attributes: { a: 1, b: 1 } }, add);
    expect(track(inner)).toBe(inner);
    track({ type: 'llm', name: 'sum', attributes: { b: 2, c: 2 } }, inner)(1, 2);
    inner(1, 2);
    expect(trace.spans().map((span) => span.name)).toEqual(['sum', 'add']);
    expect(trace.span('sum').attributes).toMatchObject({ 'bud.track.type': 'tool', a: 1, b: 1, c: 2 });
    expect(trace.span('add').attributes).not.toHaveProperty('c');
  });

  it('leaves alone what is off', () => {
    const trace = traced();
    const quiet = (): number => 1;
    expect(track({ off: true }, quiet)).toBe(quiet);
    expect(track({ type: 'llm' }, quiet)()).toBe(1);
    expect(trace.spans()).toEqual([]);
  });

  it('makes children of the calls inside, also of a recursion', () => {
    const trace = traced();
    const sum = track({ name: 'sum' }, (n: number): number => (n === 0 ? 0 : n + sum(n - 1)));
    expect(sum(1)).toBe(1);
    expect(trace.tree()).toEqual(['sum < sum', 'sum < -']);
  });
});

describe.each(modes)('a tracked function, tracking %s', (_mode, start) => {
  it.each(Object.entries(kinds))('is of the kind of %s, natively', (_name, fn) => {
    start();
    const tracked = track(fn as (n: never) => unknown);
    expect(Object.getPrototypeOf(tracked)).toBe(Object.getPrototypeOf(fn));
    expect(types.isAsyncFunction(tracked)).toBe(types.isAsyncFunction(fn));
    expect(types.isGeneratorFunction(tracked)).toBe(types.isGeneratorFunction(fn));
    expect([tracked.name, tracked.length]).toEqual([fn.name, fn.length]);
    expect(Object.getOwnPropertyNames(tracked).toSorted()).toEqual(Object.getOwnPropertyNames(fn).toSorted());
  });

  it('keeps own properties, prototype and what it inherits', () => {
    start();
    const tag = Symbol('tag');
    const parent = Object.assign(() => {}, { inherited: 1 });
    const fn = Object.setPrototypeOf(
      Object.assign(function () {}, { own: 2, [tag]: 3 }),
      parent,
    ) as typeof add;
    Object.defineProperty(fn, 'hidden', { get: () => 4 });
    const { own, inherited, hidden, prototype, [tag]: tagged } = track(fn) as unknown as Record<PropertyKey, unknown>;
    expect([own, inherited, hidden, prototype, tagged]).toEqual([2, 1, 4, fn.prototype, 3]);
    expect(Object.keys(track(fn))).toEqual(['own']);
  });

  it('gets `this`, arguments and errors through unchanged', () => {
    start();
    const seen = track(function (this: unknown, ...args: unknown[]): unknown[] {
      return [this, ...args];
    });
    const [self, argument] = [{}, {}];
    expect(seen.call(self, argument)[0]).toBe(self);
    expect(seen.call(self, argument)[1]).toBe(argument);
    expect(seen.call(undefined)).toEqual([undefined]);
    expect(seen.call(5)).toEqual([5]);
    const error = new Error('x');
    const fail = track(() => {
      throw error;
    });
    expect(fail).toThrow(error);
  });

  it('makes what the function makes', () => {
    start();
    function Point(this: { x: number }, x: number): void {
      this.x = x;
    }
    Point.prototype.twice = function (this: { x: number }): number {
      return this.x * 2;
    };
    type Made = { x: number; twice(): number };
    // Proof of the casts: functions can be constructed, which only TypeScript does not admit.
    const bound = Point.bind(null as never) as unknown as new (x: number) => Made;
    for (const Original of [Point as unknown as typeof bound, bound]) {
      const Tracked = track(Original as never) as typeof bound;
      const made = new Tracked(3);
      expect(made.twice()).toBe(6);
      expect([made instanceof Tracked, made instanceof Original, made instanceof Point]).toEqual([true, true, true]);
      expect(({} as unknown) instanceof Tracked).toBe(false);
      expect(Object.getPrototypeOf(made)).toBe(Point.prototype);
      expect(made.constructor).toBe(Point);
      expect(Tracked.prototype as unknown).toBe(Original.prototype);
    }
  });

  it('can be constructed if and only if the function can', () => {
    start();
    function Point(this: { x: number; target: unknown }, x: number): void {
      this.x = x;
      this.target = new.target;
    }
    const Tracked = track(Point) as unknown as new (x: number) => { x: number; target: unknown };
    class Pixel extends Tracked {}
    expect(new Tracked(1)).toEqual({ x: 1, target: Point });
    expect(new Tracked(1)).toBeInstanceOf(Tracked);
    expect(new Pixel(2)).toEqual({ x: 2, target: Pixel });
    expect(new Pixel(2)).toBeInstanceOf(Pixel);
    // As before classes, the prototype may be replaced later; abstract constructors compare with themselves.
    Tracked.prototype = { late: 1 };
    expect(new Tracked(3)).toHaveProperty('late', 1);
    expect(() => Reflect.construct(track(arrow), [])).toThrow(TypeError);
    expect('prototype' in track(arrow)).toBe(false);
  });

  it('keeps a class itself, and a constructor of the platform as it is', () => {
    start();
    class Agent {
      #secret = 1;
      run(): number {
        return this.#secret;
      }
    }
    expect(track(Agent)).toBe(Agent);
    expect(new Agent().run()).toBe(1);
    const get = Map.prototype.get;
    const TrackedMap = track(Map);
    expect(new TrackedMap([[1, 2]]).get(1)).toBe(2);
    expect(new TrackedMap()).toBeInstanceOf(Map);
    expect(Map.prototype.get).toBe(get);
  });

  it('tracks the methods of what a compiler has made of a class', () => {
    const trace = traced();
    function Agent(this: object): void {}
    (Agent.prototype as Record<string, unknown>)['run'] = () => 1;
    Agent['make'] = () => new (Agent as unknown as new () => { run(): number })();
    expect(track(Agent)).toBe(Agent);
    expect(Agent['make']().run()).toBe(1);
    expect(trace.spans().map(({ name }) => name)).toEqual(['Agent.make', 'Agent.run']);
  });

  it('keeps a generator a generator', () => {
    start();
    const tracked = track(count);
    const items = tracked(3);
    expect(items).toBeInstanceOf(count);
    expect(items).toBeInstanceOf(tracked);
    expect(Object.prototype.toString.call(items)).toBe('[object Generator]');
    expect([...items]).toEqual([0, 1, 2]);
    expect(tracked(0).next()).toEqual({ value: 'done', done: true });
  });

  it('binds parameters of a generator when it is called, runs its body when it is resumed', () => {
    start();
    const log: string[] = [];
    const tracked = track(function* (value = log.push('bound')): Generator<number> {
      log.push('body');
      try {
        log.push(`got ${String(yield value)}`);
      } finally {
        log.push('finally');
      }
    });
    const items = tracked();
    log.push('called');
    items.next('lost');
    items.next('sent');
    const [first] = tracked(7);
    expect(first).toBe(7);
    expect(log).toEqual(['bound', 'called', 'body', 'got sent', 'finally', 'body', 'finally']);
    const broken = track(function* (_value = expect.unreachable('bound')) {});
    expect(() => broken()).toThrow('bound');
  });

  it('keeps an async generator, its errors and early exits', async () => {
    start();
    const log: string[] = [];
    const tracked = track(async function* (): AsyncGenerator<number, string> {
      try {
        yield 1;
        yield 2;
        return 'end';
      } finally {
        await null;
        log.push('finally');
      }
    });
    for await (const item of tracked()) if (item === 1) break;
    const items = tracked();
    await items.next();
    const error = new Error('stop');
    await expect(items.throw(error)).rejects.toBe(error);
    expect(log).toEqual(['finally', 'finally']);
  });

  it('keeps a sync function that returns a promise of any class sync', () => {
    start();
    const promise = Promise.resolve(1);
    class Lazy extends Promise<number> {}
    const lazy = new Lazy(() => {});
    expect(track(() => promise)()).toBe(promise);
    expect(track(() => lazy)()).toBe(lazy);
  });

  it('takes functions of other realms and generators that a compiler made plain', async () => {
    start();
    const realm = createContext({});
    const foreign = runInContext('(async function foreign(a) { return a; })', realm) as typeof load;
    const items = runInContext('(function* items() { yield 1; })', realm) as () => Iterable<number>;
    expect(await track(foreign)('x')).toBe('x');
    expect([...track(items)()]).toEqual([1]);
    expect(Object.getPrototypeOf(track(items))).toBe(Object.getPrototypeOf(items));
    const bound = track(count.bind(null, 2));
    expect([...bound()]).toEqual([0, 1]);
    // What regenerator does: a plain function, dressed up by its prototype.
    const mark = Object.create(Function.prototype, { [Symbol.toStringTag]: { value: 'GeneratorFunction' } }) as object;
    const plain = Object.setPrototypeOf(() => [5, 6].values(), mark) as () => Iterable<number>;
    const trace = traced();
    expect([...track({ name: 'plain' }, plain)()]).toEqual([5, 6]);
    expect(trace.span('plain').attributes['bud.track.yield_count']).toBe(2);
  });
});

describe('captured arguments', () => {
  const inputs = (options: Parameters<typeof track>[0], args: unknown[], fn: AnyFunction = () => 0) => {
    const trace = traced();
    track({ ...options, captureOutput: false } as object, fn)(...(args as never[]));
    const entries = Object.entries(trace.spans().at(-1)!.attributes).filter(([key]) => key.includes('.input.'));
    trace.tracking.stop();
    return Object.fromEntries(entries.map(([key, text]) => [key.slice('bud.track.input.'.length), text]));
  };

  it('go by their position without params', () => {
    expect(inputs({}, ['x', 2])).toEqual({ 0: 'x', 1: 2 });
    expect(inputs({ ignore: ['0'] }, ['x', 2])).toEqual({ 1: 2 });
    expect(inputs({ only: ['0'] }, ['x', 2])).toEqual({ 0: 'x' });
    expect(inputs({ captureInput: false }, ['x', 2])).toEqual({});
    expect(Object.keys(inputs({}, Array.from({ length: 500 })))).toHaveLength(64);
  });

  it('go by params', () => {
    expect(inputs({ params: ['a', 'b'] }, ['x', 2, 3])).toEqual({ a: 'x', b: 2 });
    expect(inputs({ params: ['a', '...rest'] }, ['x', 2, 3])).toEqual({ a: 'x', rest: '[2,3]' });
    expect(inputs({ params: [] }, ['x'])).toEqual({});
  });

  it('are undefined when missing, and absent where the function may have a default', () => {
    const fn = (a: unknown, b: unknown, c = 1, ...rest: unknown[]): unknown => [a, b, c, rest];
    expect(inputs({ params: ['a', 'b', 'c', '...rest'] }, ['x'], fn)).toEqual({ a: 'x', b: 'undefined', rest: '[]' });
    expect(inputs({}, ['x'], fn)).toEqual({ 0: 'x', 1: 'undefined' });
  });

  it('are never read when their name means a secret', () => {
    const unread = new Proxy({}, { get: () => expect.unreachable(), ownKeys: () => expect.unreachable() });
    expect(inputs({ params: ['apiKey', 'maxTokens', 'password'] }, [unread, 2])).toEqual({
      apiKey: '[REDACTED]',
      maxTokens: 2,
      password: '[REDACTED]',
    });
  });

  it('are secrets by the names that the recorder was given', () => {
    const trace = traced({ redact: ['patient'], keep: ['api key'] });
    const message = 'For {patient} with {apiKey}, {password}, {n}';
    track({ name: 'call', params: ['patient', 'apiKey', 'password', 'n'], message }, (..._all: unknown[]) => 0)(
      1,
      2,
      3,
      4,
    );
    expect(trace.span('call').attributes).toMatchObject({
      'bud.track.input.patient': '[REDACTED]',
      'bud.track.input.apiKey': 2,
      'bud.track.input.password': '[REDACTED]',
      'bud.track.input.n': 4,
      'bud.msg': 'For {patient} with 2, {password}, 4',
    });
  });

  it('are secrets by the names and patterns of the function, of its class, and of the recorder', () => {
    const trace = traced({ redact: ['patient'] });
    class Ward {
      admit(patient: string, room: { doctor: string; note: string }, dob: string): unknown {
        return [patient, room.doctor, room.note, dob].length;
      }
    }
    const params = ['patient', 'room', 'dob'];
    const method = Object.getOwnPropertyDescriptor(Ward.prototype, 'admit')!;
    Object.defineProperty(Ward.prototype, 'admit', {
      ...method,
      value: track({ params, redact: ['dob'] }, method.value),
    });
    track({ redact: ['doctor', /MRN-\d+/] })(Ward);
    new Ward().admit('Ada', { doctor: 'Bob', note: 'see MRN-4711' }, '1815-12-10');
    expect(trace.span('Ward.admit').attributes).toMatchObject({
      'bud.track.input.patient': '[REDACTED]',
      'bud.track.input.room': '{"doctor":"[REDACTED]","note":"see [REDACTED]"}',
      'bud.track.input.dob': '[REDACTED]',
    });
  });

  it('stay unread when the span is not sampled, and its context goes on', () => {
    traced({ sampler: new AlwaysOffSampler() });
    const active = track({ params: ['a'] }, (_a: object) => api.getActiveSpan()?.spanContext().spanId);
    const unread = new Proxy({}, { getPrototypeOf: () => expect.unreachable(), get: () => expect.unreachable() });
    expect(active(unread)).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('options', () => {
  const cases: readonly (readonly [unknown, string])[] = [
    [{ typ: 'llm' }, 'unknown option "typ" (accepted: name, type, tracer'],
    [{ type: 7 }, '"type" must be a non-empty string, not 7'],
    [{ name: '' }, '"name" must be a non-empty string, not ""'],
    [{ kind: 'inside' }, '"kind" must be one of internal, client, server, producer, consumer, not "inside"'],
    [{ level: 'loud' }, '"level" must be one of trace, debug, info, notice, warn, error, fatal, not "loud"'],
    [{ captureInput: 'no' }, '"captureInput" must be true or false, not "no"'],
    [{ tags: ['a', 3] }, '"tags" must be a list of names, not ["a", 3]'],
    [
      { params: ['...a', 'b'] },
      '"params" must be a list of parameter names, of which only the last may begin with "...", not ["...a", "b"]',
    ],
    [
      { attributes: { a: {} } },
      '"attributes" must be an object of strings, finite numbers, booleans and lists of strings, not an object',
    ],
    [{ redact: 'ssn' }, '"redact" must be a list of strings and regular expressions, not "ssn"'],
    [{ redact: ['/(/'] }, '"redact" must be a list of strings and regular expressions, not ["/(/"]'],
    [{ aggregate: 'join' }, '"aggregate" must be a function, not "join"'],
    [{ newTrace: 1, type: 2 }, '"newTrace" must be true or false, not 1; "type" must be a non-empty string, not 2'],
    [{ ignore: ['key'] }, '"key" in "ignore" is not a parameter (accepted: 0, 1, … unless "params" names'],
    [{ params: ['a'], only: ['b'] }, '"b" in "only" is not a parameter (accepted: a'],
    [{ params: ['a'], message: 'of {b.c} {a}' }, '"b" in "message" is not a parameter (accepted: a'],
    [null, 'track() takes a function, a class or an object of options, not null.'],
    [Promise.resolve(), 'track() takes a function, a class or an object of options, not an object.'],
  ];

  it.each(cases)('%j are refused when the function is wrapped', (options, message) => {
    expect(() => track(options as object)(add)).toThrow(message);
    expect(() => track(options as object)(add)).toThrow(TypeError);
  });

  it('stand before the function', () => {
    const misplaced = track as (...args: unknown[]) => unknown;
    expect(() => misplaced(add, { type: 'x' })).toThrow('options after the function');
    expect(() => misplaced({ type: 'x' }, undefined)).toThrow(
      'track() takes a function or a class, with options before it, not undefined.',
    );
  });

  it('that are undefined count as absent', () => {
    const trace = traced();
    track({ type: undefined, name: undefined } as object, add)(1, 2);
    expect(trace.span('add').attributes).not.toHaveProperty('bud.track.type');
  });
});
