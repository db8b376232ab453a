// Thenables are what some of these functions return.
/* oxlint-disable unicorn/no-thenable, promise/always-return */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SpanStatusCode } from '@opentelemetry/api';
import { describe, expect, it, onTestFinished } from 'vitest';
import { __bud } from '../handing.ts';
import { site } from '../site.ts';
import { traced } from '../tracing.ts';
import { unhandledDuring } from '../unhandled.ts';

const S = site('work', 'sync');
/** Runs a body as a tracked synchronous function. */
const tracked = <T>(body: () => T, aggregate?: () => unknown): T =>
  __bud.call(S, body, undefined, [], [], aggregate) as T;
const child = (): void => void __bud.call(site('child', 'sync'), () => {}, undefined, []);

const later = <T>(value: T): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(value), 1));

describe('a promise returned by a synchronous function', () => {
  it('is the same object, looks the same, and ends the span when it settles', async () => {
    const trace = traced();
    const promise = later(5);
    const returned = tracked(() => promise);
    expect(returned === promise).toBe(true);
    expect(trace.spans()).toEqual([]);
    expect(returned.constructor).toBe(Promise);
    expect(await returned).toBe(5);
    expect(Reflect.ownKeys(returned).filter((key) => typeof key === 'string')).toEqual([]);
    expect(trace.span('work').attributes['bud.track.output']).toBe(5);
  });

  it('leaves a rejection that nobody handles unhandled', async () => {
    const trace = traced();
    const error = new Error('lost');
    expect(await unhandledDuring(() => void tracked(() => Promise.reject(error)))).toEqual([error]);
    expect(trace.span('work').status).toEqual({ code: SpanStatusCode.ERROR, message: 'lost' });
  });

  it('raises none where the program handles it', async () => {
    const trace = traced();
    const reject = (): Promise<never> => tracked(() => Promise.reject(new Error('handled')));
    const handlers: readonly (() => Promise<unknown>)[] = [
      () => reject().catch(() => {}),
      () => reject().then(undefined, () => {}),
      () => Promise.allSettled([reject(), reject()]),
      () => Promise.race([reject(), later(1)]).catch(() => {}),
      () => Promise.resolve(reject()).catch(() => {}),
      () => new Promise((resolve) => resolve(reject())).catch(() => {}),
      async () => {
        try {
          await reject();
        } catch {
          // Handled.
        }
      },
      async () => {
        const pending = tracked(() => new Promise((_, no) => setTimeout(() => no(new Error('later')), 1)));
        await null;
        await pending.catch(() => {});
      },
    ];
    const reasons = await unhandledDuring(async () => {
      for (const handle of handlers) await handle();
    });
    expect(reasons).toEqual([]);
    expect(trace.spans()).toHaveLength(9);
  });

  it('leaves the consumer responsible for what it derives', async () => {
    traced();
    const error = new Error('derived');
    expect(await unhandledDuring(() => void tracked(() => Promise.reject(error)).then(() => {}))).toEqual([error]);
  });

  it('serves nested tracked functions that hand it on', async () => {
    const trace = traced();
    const error = new Error('once');
    const nested = (): Promise<number> => tracked(() => tracked(() => tracked(() => later(1))));
    expect(await nested()).toBe(1);
    const failing = (): Promise<never> => tracked(() => tracked(() => Promise.reject(error)));
    expect(await unhandledDuring(() => void failing())).toEqual([error]);
    expect(await unhandledDuring(() => failing().catch(() => {}))).toEqual([]);
    expect(trace.spans()).toHaveLength(7);
  });
});

describe('another thenable', () => {
  it('is not touched before its consumer asks, and only as often', async () => {
    const trace = traced();
    let runs = 0;
    class Query {
      then<T>(resolve: (rows: string[]) => T): Promise<T> {
        runs += 1;
        return Promise.resolve(['row']).then(resolve);
      }
    }
    const query = tracked(() => new Query());
    await later(0);
    expect([runs, trace.spans().length]).toEqual([0, 0]);
    expect(await query).toEqual(['row']);
    expect(runs).toBe(1);
    expect(trace.span('work').attributes['bud.track.output']).toBe('["row"]');
    expect(Object.getOwnPropertyNames(query)).toEqual([]);
  });

  it('may be a subclass of Promise, whose rejection stays unhandled', async () => {
    const trace = traced();
    class Task<T> extends Promise<T> {}
    const error = new Error('task');
    const task = tracked(() => Task.resolve(7));
    expect(task).toBeInstanceOf(Task);
    expect(await task.then((value) => value + 1)).toBe(8);
    expect(await unhandledDuring(() => void tracked(() => Task.reject(error)))).toEqual([error]);
    await expect(tracked(() => Task.reject(error))).rejects.toBe(error);
    expect(trace.spans().map((span) => span.status.code)).toEqual([SpanStatusCode.OK, SpanStatusCode.ERROR]);
  });

  it('that admits no watching ends the span at return', () => {
    const trace = traced();
    tracked(() => Object.freeze({ then: () => {} }));
    expect(trace.span('work').status.code).toBe(SpanStatusCode.UNSET);
  });
});

const join = (): unknown => (items: unknown[]) => items.join('');

describe('a returned iterable', () => {
  it('that admits no watching ends the span at return, and nobody knows how it went', async () => {
    const trace = traced();
    const items = tracked(() => Object.freeze([1, 2].values()));
    const pages = tracked(() =>
      Object.freeze(
        (async function* () {
          yield await Promise.resolve(3);
        })(),
      ),
    );
    const iterable = tracked(() => Object.freeze({ [Symbol.asyncIterator]: async function* () {} }));
    const lines = tracked(() => Object.freeze(new ReadableStream({ start: (controller) => controller.close() })));
    const { UNSET } = SpanStatusCode;
    expect(trace.spans().map(({ status }) => status.code)).toEqual([UNSET, UNSET, UNSET, UNSET]);
    expect([...items]).toEqual([1, 2]);
    expect((await pages.next()).value).toBe(3);
    for await (const _ of iterable);
    for await (const _ of lines);
  });

  it('keeps the span open until it is consumed, with children inside', async () => {
    const trace = traced();
    async function* produce(): AsyncGenerator<string> {
      for (const item of ['a', 'b']) {
        await null;
        child();
        yield item;
      }
    }
    const original = produce();
    const items = await (__bud.call(
      site('open', 'async'),
      async () => original,
      undefined,
      [],
      [],
      join,
    ) as Promise<AsyncGenerator>);
    expect(items).toBe(original);
    for await (const _ of items) expect(trace.tree()).not.toContain('open < -');
    expect(trace.span('open').attributes).toMatchObject({
      'bud.track.yield_count': 2,
      'bud.track.completed': true,
      'bud.track.output': 'ab',
    });
    expect(trace.tree()).toEqual(['child < open', 'child < open', 'open < -']);
  });

  it('may be a generator object, an iterator or an object with an async iterator', async () => {
    const trace = traced();
    function* numbers(): Generator<number> {
      yield 1;
      yield 2;
    }
    for (const item of tracked(numbers)) if (item === 1) break;
    expect([...tracked(() => [1, 2, 3].values())]).toEqual([1, 2, 3]);
    const stream = { [Symbol.asyncIterator]: () => Readable.from(['x']).iterator() };
    for await (const _ of tracked(() => stream));
    expect(
      trace.spans().map(({ attributes }) => [attributes['bud.track.yield_count'], attributes['bud.track.completed']]),
    ).toEqual([
      [1, false],
      [3, true],
      [1, true],
    ]);
    expect(Object.getOwnPropertySymbols(stream)).toEqual([Symbol.asyncIterator]);
  });

  it('fails the span when it throws', async () => {
    const trace = traced();
    const error = new Error('cut');
    const items = tracked(async function* () {
      yield 1;
      throw error;
    });
    const consume = async (): Promise<void> => {
      for await (const _ of items);
    };
    await expect(consume()).rejects.toBe(error);
    expect(trace.span('work').attributes).toMatchObject({ 'bud.track.yield_count': 1, 'error.type': 'Error' });
  });

  it('does not hold arrays, maps and strings open', () => {
    const trace = traced();
    for (const value of [[1], new Map(), 'text', new Uint8Array(1)]) tracked<unknown>(() => value);
    expect(trace.spans()).toHaveLength(4);
  });
});

describe('a returned ReadableStream', () => {
  const source = (): ReadableStream<string> => {
    let count = 0;
    return new ReadableStream<string>(
      {
        pull(controller) {
          child();
          if (count === 3) controller.close();
          else controller.enqueue(`c${(count += 1)}`);
        },
      },
      { highWaterMark: 0 },
    );
  };

  it.each<[string, (stream: ReadableStream<string>) => Promise<unknown>, number | undefined, boolean]>([
    [
      'a reader',
      async (stream) => {
        const reader = stream.getReader();
        while (!(await reader.read()).done);
      },
      3,
      true,
    ],
    [
      'async iteration',
      async (stream) => {
        for await (const _ of stream);
      },
      3,
      true,
    ],
    [
      'an early break',
      async (stream) => {
        for await (const _ of stream) break;
      },
      1,
      false,
    ],
    ['cancel', async (stream) => stream.cancel(), 0, false],
    [
      'cancel of a reader',
      async (stream) => {
        const reader = stream.getReader();
        await reader.read();
        await reader.cancel();
      },
      1,
      false,
    ],
    // What a pipe reads nobody sees: it is not counted, so that nothing moves.
    ['a pipe', async (stream) => stream.pipeTo(new WritableStream()), undefined, true],
    [
      'a tee',
      async (stream) => {
        const [a, b] = stream.tee();
        for await (const _ of a);
        for await (const _ of b);
      },
      3,
      true,
    ],
    [
      'a transform',
      async (stream) => {
        for await (const _ of stream.pipeThrough(new TransformStream()));
        await later(0);
      },
      undefined,
      true,
    ],
  ])('ends the span with %s', async (_name, consume, count, completed) => {
    const trace = traced();
    const original = source();
    const stream = tracked(() => original);
    expect(stream).toBe(original);
    expect(trace.spans()).toEqual([]);
    await consume(stream);
    const { attributes } = trace.span('work');
    expect(attributes['bud.track.yield_count']).toBe(count);
    expect(attributes['bud.track.completed']).toBe(completed);
  });

  it('reads bytes into the buffer of its consumer', async () => {
    const trace = traced();
    const stream = tracked(
      () =>
        new ReadableStream({
          type: 'bytes',
          start(controller) {
            controller.enqueue(new Uint8Array(4));
            controller.close();
          },
        }),
    );
    const reader = stream.getReader({ mode: 'byob' });
    const { value } = await reader.read(new Uint8Array(8));
    await reader.read(new Uint8Array(8));
    expect(value).toHaveLength(4);
    expect(trace.span('work').attributes).toMatchObject({ 'bud.track.yield_count': 1, 'bud.track.completed': true });
  });

  it('is not read ahead of its consumer', async () => {
    traced();
    let pulls = 0;
    const stream = tracked(() => new ReadableStream({ pull: () => void (pulls += 1) }, { highWaterMark: 0 }));
    await later(0);
    expect([pulls, stream.locked]).toEqual([0, false]);
  });
});

describe('a returned Node stream', () => {
  it('ends the span when it has ended, by pipe or by iteration, or has failed', async () => {
    const trace = traced();
    const make = (): Readable => tracked(() => Readable.from(['a', 'b']));
    await pipeline(make(), async (chunks) => {
      for await (const _ of chunks);
    });
    make().resume();
    await later(0);
    const broken = tracked(
      () =>
        new Readable({
          read() {
            this.destroy(new Error('disk'));
          },
        }),
    );
    await expect(
      pipeline(broken, async (chunks) => {
        for await (const _ of chunks);
      }),
    ).rejects.toThrow('disk');
    expect(
      trace.spans().map(({ attributes }) => [attributes['bud.track.yield_count'], attributes['error.type']]),
    ).toEqual([
      [2, undefined],
      [2, undefined],
      [0, 'Error'],
    ]);
  });
});

interface Chunk {
  readonly id: string;
  readonly choices: readonly {
    readonly delta: { readonly content: string };
    readonly message: { readonly content: string };
  }[];
}

/** What these tests use of the client; the package itself belongs to the example. */
interface Client {
  readonly chat: { readonly completions: { create(request: object): ApiPromise; stream(request: object): Helper } };
}

interface Helper extends AsyncIterable<Chunk> {
  on(event: 'content', listener: (delta: string) => void): this;
  finalContent(): Promise<string>;
}

interface ApiPromise extends Promise<Chunk & AsyncIterable<Chunk>> {
  withResponse(): Promise<{ data: Chunk }>;
  asResponse(): Promise<Response>;
}

const { OpenAI } = createRequire(new URL('../../../../examples/agent/package.json', import.meta.url))('openai') as {
  OpenAI: new (options: object) => Client;
};

describe('objects of model clients', () => {
  it('deliver each item once, also where what is iterated reads what branches read', async () => {
    const trace = traced();
    // As the streams of openai 7 are.
    class Chunks {
      *numbers(): Generator<number> {
        yield* [1, 2];
      }
      async *iterator(): AsyncGenerator<number> {
        yield* this.numbers();
      }
      tee(): AsyncGenerator<number>[] {
        return [this.iterator()];
      }
      async *[Symbol.asyncIterator](): AsyncGenerator<number> {
        for await (const item of { [Symbol.asyncIterator]: () => this.iterator() }) yield item;
      }
    }
    for await (const _ of tracked(() => new Chunks()));
    for (const branch of tracked(() => new Chunks()).tee()) for await (const _ of branch);
    expect(trace.spans().map(({ attributes }) => attributes['bud.track.yield_count'])).toEqual([2, 2]);
  });

  class Call extends Promise<string> {
    responsePromise: Promise<string>;
    constructor(request: Promise<string>) {
      super((resolve) => resolve(''));
      this.responsePromise = request;
    }
    static override get [Symbol.species](): PromiseConstructor {
      return Promise;
    }
    _thenUnwrap(transform: (answer: string) => string): Call {
      return new Call(this.responsePromise.then(transform));
    }
    override then<A = string, B = never>(
      onValue?: ((value: string) => A | PromiseLike<A>) | null,
      onError?: ((error: unknown) => B | PromiseLike<B>) | null,
    ): Promise<A | B> {
      return this.responsePromise.then(onValue, onError);
    }
  }

  it('that nobody asks fail when their request does, which stays unhandled', async () => {
    const trace = traced();
    const error = new Error('400');
    expect(await unhandledDuring(() => void tracked(() => new Call(Promise.reject(error))))).toEqual([error]);
    expect(trace.span('work').status.code).toBe(SpanStatusCode.ERROR);
    expect(trace.tracking.openCount).toBe(0);
  });

  it('have their outcome when another stands in for them', async () => {
    const trace = traced();
    const parsed = tracked(() => new Call(Promise.resolve('1')))._thenUnwrap((answer) => `${answer}!`);
    expect(await parsed).toBe('1!');
    const failed = tracked(() => new Call(Promise.reject(new Error('400'))))._thenUnwrap((answer) => answer);
    await expect(failed).rejects.toThrow('400');
    expect(trace.spans().map(({ status, attributes }) => [status.code, attributes['bud.track.output']])).toEqual([
      [SpanStatusCode.OK, '1!'],
      [SpanStatusCode.ERROR, undefined],
    ]);
  });
});

describe("openai's own objects", () => {
  async function localModel(): Promise<Client> {
    const server = createServer((request, response) => {
      const bodies: Buffer[] = [];
      request.on('data', (chunk: Buffer) => bodies.push(chunk));
      request.on('end', () => {
        const { stream } = JSON.parse(Buffer.concat(bodies).toString()) as { stream?: boolean };
        response.setHeader('content-type', stream ? 'text/event-stream' : 'application/json');
        const chunk = (content: string, finish_reason: string | null = null) => ({
          id: 'x',
          choices: [
            {
              index: 0,
              delta: { content, role: 'assistant' },
              finish_reason,
              ...(!stream && { message: { content } }),
            },
          ],
        });
        if (!stream) return response.end(JSON.stringify(chunk('hello')));
        for (const [content, reason] of [['hel'], ['lo', 'stop']] as const)
          response.write(`data: ${JSON.stringify(chunk(content, reason))}\n\n`);
        return response.end('data: [DONE]\n\n');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    return new OpenAI({ apiKey: 'none', baseURL: `http://127.0.0.1:${port}/v1`, maxRetries: 0 });
  }
  const request = { model: 'small', messages: [{ role: 'user' as const, content: 'hi' }] };

  it('are watched through their consumer: await, withResponse, asResponse', async () => {
    const client = await localModel();
    const trace = traced();
    const completion = await tracked(() => client.chat.completions.create(request));
    expect(completion.choices[0]!.message.content).toBe('hello');
    expect(trace.span('work').attributes['bud.track.output.id']).toBe('x');
    const { data } = await tracked(() => client.chat.completions.create(request)).withResponse();
    expect(data.choices[0]!.message.content).toBe('hello');
    const response = await tracked(() => client.chat.completions.create(request)).asResponse();
    expect(response.status).toBe(200);
  });

  it('stream with the span open until the end', async () => {
    const client = await localModel();
    const trace = traced();
    const ask = async () => client.chat.completions.create({ ...request, stream: true });
    const aggregate = () => (chunks: readonly Chunk[]) =>
      chunks.map(({ choices }) => choices[0]!.delta.content).join('');
    const stream = (await __bud.call(site('ask', 'async'), ask, undefined, [], [], aggregate)) as Awaited<
      ReturnType<typeof ask>
    >;
    for await (const _ of stream) expect(trace.spans()).toEqual([]);
    expect(trace.span('ask').attributes).toMatchObject({ 'bud.track.yield_count': 2, 'bud.track.output': 'hello' });
  });

  it('stream to both branches of tee, and to the listeners of a helper', async () => {
    const client = await localModel();
    const trace = traced();
    const streamed = { ...request, stream: true };
    const stream = (await tracked(() =>
      client.chat.completions.create(streamed),
    )) as unknown as AsyncIterable<Chunk> & {
      tee(): AsyncIterable<Chunk>[];
    };
    for (const branch of stream.tee()) for await (const _ of branch);
    expect(trace.span('work').attributes).toMatchObject({ 'bud.track.yield_count': 2, 'bud.track.completed': true });
    const heard: string[] = [];
    const helper = __bud.call(
      site('helper', 'sync'),
      () => client.chat.completions.stream(request),
      undefined,
      [],
    ) as Helper;
    helper.on('content', (delta) => heard.push(delta));
    expect([await helper.finalContent(), heard]).toEqual(['hello', ['hel', 'lo']]);
    await later(0);
    expect(trace.span('helper').attributes).toMatchObject({ 'bud.track.yield_count': 2, 'bud.track.completed': true });
    const left = __bud.call(
      site('left', 'sync'),
      () => client.chat.completions.stream(request),
      undefined,
      [],
    ) as Helper;
    for await (const _ of left) break;
    expect(trace.span('left').attributes['bud.track.end_reason']).toBe('cancelled');
  });
});
