import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { expect, it } from 'vitest';
import { type Site } from '@bud/runtime';
import { __bud } from '../handing.ts';
import { track, type AnyFunction, type TrackOptions } from '@bud/runtime/track';
import { site } from '../site.ts';
import { traced } from '../tracing.ts';

/** One function as the compiler emits it and as it is written, with the same said about both. */
interface Case {
  readonly site: Site;
  readonly emitted: (S: Site) => AnyFunction;
  readonly plain: AnyFunction;
  readonly options: TrackOptions;
  readonly use: (fn: never) => unknown;
}

const more: Partial<Site> = {
  name: 'asking',
  type: 'llm',
  tracer: 'my-scope',
  spanKind: 'client',
  secrets: ['apiKey'],
  attributes: { team: 'x', list: ['p', 'q'] },
  tags: ['a'],
  message: 'Asking {question} of {client.name}',
  level: 'notice',
  maxLength: 100,
  maxString: 30,
  maxDepth: 1,
};

const join = (parts: unknown[]): string => parts.join('+');

async function drain(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of items);
}

const cases: Readonly<Record<string, Case>> = {
  'an async function with every option': {
    site: site('ask', 'async', ['client', 'question'], more),
    emitted: (S) =>
      async function ask(this: unknown, client: object, question: string, apiKey: string): Promise<unknown> {
        if (__bud.on && __bud.enter(S))
          return await __bud.call(S, ask, this, [client, question, apiKey], [client, question]);
        return { answer: question, apiKey };
      },
    plain: async function ask(_client: object, question: string, apiKey: string) {
      return { answer: question, apiKey };
    },
    options: {
      name: 'asking',
      type: 'llm',
      tracer: 'my-scope',
      kind: 'client',
      params: ['client', 'question', 'apiKey', 'seed'],
      ignore: ['seed'],
      attributes: { team: 'x', list: ['p', 'q'] },
      tags: ['a'],
      message: 'Asking {question} of {client.name}',
      level: 'notice',
      maxLength: 100,
      maxString: 30,
      maxDepth: 1,
    },
    use: (ask: (...args: unknown[]) => unknown) => ask({ name: 'small' }, 'why', 'sk-1', 4),
  },
  'a sync function that throws': {
    site: site('fail', 'sync', ['error']),
    emitted: (S) =>
      function fail(this: unknown, error: Error): unknown {
        if (__bud.on && __bud.enter(S)) return __bud.call(S, fail, this, [error]);
        throw error;
      },
    plain: function fail(error: Error) {
      throw error;
    },
    options: { params: ['error'] },
    use: (fail: (error: Error) => unknown) => expect(() => fail(new RangeError('far'))).toThrow('far'),
  },
  'an async function that rejects': {
    site: site('reject', 'async', [], { captureOutput: false }),
    emitted: (S) =>
      async function reject(this: unknown, error: Error): Promise<unknown> {
        if (__bud.on && __bud.enter(S)) return await __bud.call(S, reject, this, [error], []);
        throw error;
      },
    plain: async function reject(error: Error) {
      throw error;
    },
    options: { captureInput: false, captureOutput: false },
    use: (reject: (error: Error) => unknown) => expect(reject(new TypeError('no'))).rejects.toThrow('no'),
  },
  'rest parameters and a chosen one': {
    site: site('pick', 'sync', ['b', 'rest']),
    emitted: (S) =>
      function pick(this: unknown, a: number, b: number, ...rest: number[]): unknown {
        if (__bud.on && __bud.enter(S)) return __bud.call(S, pick, this, [a, b, ...rest], [b, rest]);
        return rest.length;
      },
    plain: function pick(_a: number, _b: number, ...rest: number[]) {
      return rest.length;
    },
    options: { params: ['a', 'b', '...rest'], only: ['b', 'rest'] },
    use: (pick: (...args: number[]) => unknown) => [pick(1, 2, 3, 4), pick(1)],
  },
  'a generator that is left early': {
    site: site('count', 'generator', ['n'], { newTrace: true }),
    emitted: (S) =>
      function* count(this: unknown, n: number): Generator<unknown, unknown> {
        if (__bud.on && __bud.enter(S))
          return yield* __bud.iterate(S, count, this, [n], undefined, () => join) as Iterable<unknown>;
        for (let i = 0; i < n; i += 1) yield i;
        return 'done';
      },
    plain: function* count(n: number) {
      for (let i = 0; i < n; i += 1) yield i;
      return 'done';
    },
    options: { params: ['n'], aggregate: join, newTrace: true },
    use: (count: (n: number) => Iterable<unknown>) => {
      for (const item of count(5)) if (item === 2) break;
      return [...count(2)];
    },
  },
  'an async generator': {
    site: site('stream', 'async-generator', ['n']),
    emitted: (S) =>
      async function* stream(this: unknown, n: number): AsyncGenerator<unknown, unknown> {
        if (__bud.on && __bud.enter(S))
          return yield* __bud.iterate(S, stream, this, [n], undefined, () => join) as AsyncIterable<unknown>;
        for (let i = 0; i < n; i += 1) yield i;
        throw new Error('lost');
      },
    plain: async function* stream(n: number) {
      for (let i = 0; i < n; i += 1) yield i;
      throw new Error('lost');
    },
    options: { params: ['n'], aggregate: join },
    use: (stream: (n: number) => AsyncIterable<unknown>) => expect(drain(stream(2))).rejects.toThrow('lost'),
  },
  'a function used as constructor': {
    site: site('Point', 'sync', ['x']),
    emitted: (S) =>
      function Point(this: { x: number }, x: number): unknown {
        const __bud_body = (): void => void (this.x = x);
        return __bud.on ? __bud.call(S, __bud_body, undefined, [], [x]) : __bud_body();
      },
    plain: function Point(this: { x: number }, x: number) {
      this.x = x;
    },
    options: { params: ['x'] },
    use: (Point: new (x: number) => unknown) => expect(new Point(1)).toEqual({ x: 1 }),
  },
};

const places = ['code.file.path', 'code.line.number', 'code.column.number'];

/** All of a span but its place in the source, which only the compiler knows, and what differs from call to call. */
function comparable(span: ReadableSpan): unknown {
  const { name, kind, status, attributes, events, links, parentSpanContext, instrumentationScope } = span;
  const known = Object.entries(attributes).filter(([key]) => !places.includes(key));
  const exceptions = events.map((event) => [event.name, event.attributes?.['exception.type']]);
  return {
    name,
    kind,
    status,
    attributes: Object.fromEntries(known),
    exceptions,
    links,
    parentSpanContext,
    instrumentationScope,
  };
}

it.each(Object.entries(cases))('%s: track() makes the span that emitted code makes', async (_name, test) => {
  const trace = traced();
  await test.use(test.emitted(test.site) as never);
  const emitted = trace.spans().map(comparable);
  expect(emitted).not.toEqual([]);
  await test.use(track(test.options, test.plain) as never);
  expect(trace.spans().slice(emitted.length).map(comparable)).toEqual(emitted);
  expect(trace.spans().at(-1)!.attributes['code.function.name']).toBe(test.plain.name);
});
