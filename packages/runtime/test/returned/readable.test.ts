import { PassThrough, Readable } from 'node:stream';
import { SpanStatusCode, trace as api } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { __bud } from '../handing.ts';
import { site } from '../site.ts';
import { traced } from '../tracing.ts';

const join = (): unknown => (items: unknown[]) => items.join('');
const tracked = <T>(body: () => T): T => __bud.call(site('work', 'sync'), body, undefined, [], [], join) as T;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A stream of a, b, c that tells when it was pulled and cancelled. */
class Letters {
  pulls = 0;
  reasons: unknown[] = [];
  spanIds = new Set<string | undefined>();
  readonly stream: ReadableStream<string>;
  constructor(highWaterMark: number, onCancel: () => void = () => {}) {
    this.stream = new ReadableStream<string>(
      {
        pull: (controller) => {
          this.spanIds.add(api.getActiveSpan()?.spanContext().spanId);
          const letter = 'abc'[this.pulls++];
          if (letter === undefined) controller.close();
          else controller.enqueue(letter);
        },
        cancel: (reason) => {
          this.reasons.push(reason);
          onCancel();
        },
      },
      { highWaterMark },
    );
  }
}

async function read(stream: ReadableStream<string>): Promise<string> {
  let text = '';
  for await (const item of stream) text += item;
  return text;
}

class Sink extends WritableStream<string> {
  readonly items: string[];
  constructor(write: (item: string) => void | Promise<void> = () => {}) {
    const items: string[] = [];
    const note = (item: string): void | Promise<void> => {
      items.push(item);
      return write(item);
    };
    super({ write: note }, { highWaterMark: 1 });
    this.items = items;
  }
}

const upper = (): TransformStream<string, string> =>
  new TransformStream({
    transform(item, controller) {
      controller.enqueue(item.toUpperCase());
      controller.enqueue('-');
    },
  });

interface Use {
  readonly use: (stream: ReadableStream<string>) => Promise<unknown>;
  readonly count: number;
  readonly output?: string;
  readonly completed: boolean;
}

/** What a consumer does, what it gets, and what the span says. */
const uses: Readonly<Record<string, Use>> = {
  'branches that are read by turns': {
    async use(stream) {
      const [left, right] = stream.tee().map((branch) => branch.getReader());
      const seen: unknown[] = [];
      for (let count = 0; count < 4; count++) seen.push((await left!.read()).value, (await right!.read()).value);
      return seen;
    },
    count: 3,
    output: 'abc',
    completed: true,
  },
  'branches of branches': {
    async use(stream) {
      const [left, right] = stream.tee();
      const [first, second] = left.tee();
      return Promise.all([read(right), read(first), read(second)]);
    },
    count: 3,
    output: 'abc',
    completed: true,
  },
  'a branch after the other one was cancelled': {
    async use(stream) {
      const [left, right] = stream.tee();
      void left.cancel('enough');
      await turn();
      return read(right);
    },
    count: 3,
    output: 'abc',
    completed: true,
  },
  'a branch after the other one was left': {
    async use(stream) {
      const [left, right] = stream.tee();
      const iterator = left.values();
      await iterator.next();
      void iterator.return?.();
      await turn();
      return read(right);
    },
    count: 3,
    output: 'abc',
    completed: true,
  },
  'two branches that are cancelled': {
    async use(stream) {
      const [left, right] = stream.tee();
      const reader = left.getReader();
      await reader.read();
      return Promise.all([reader.cancel('a'), right.cancel('b')]);
    },
    count: 1,
    output: 'a',
    completed: false,
  },
  'a pipe': {
    async use(stream) {
      const sink = new Sink();
      const answer = await stream.pipeTo(sink);
      return [answer, sink.items, stream.locked, sink.locked];
    },
    count: 3,
    output: 'abc',
    completed: true,
  },
  'a pipe through a transform': {
    use: (stream) => read(stream.pipeThrough(upper())),
    count: 3,
    output: 'abc',
    completed: true,
  },
  'a pipe through a transform that is left early': {
    async use(stream) {
      for await (const item of stream.pipeThrough(upper())) if (item === 'B') break;
      await turn();
      return stream.locked;
    },
    // The transform has taken one more than it has passed on.
    count: 3,
    output: 'abc',
    completed: false,
  },
  'a pipe into a sink that fails': {
    async use(stream) {
      const sink = new Sink((item) => (item === 'b' ? Promise.reject(new Error('full')) : undefined));
      const answer = await stream.pipeTo(sink).catch((error: unknown) => error);
      return [answer, sink.items, stream.locked];
    },
    count: 2,
    output: 'ab',
    completed: false,
  },
  'a pipe that is aborted and keeps the stream, which is read on': {
    async use(stream) {
      const abort = new AbortController();
      const sink = new Sink((item) => (item === 'b' ? abort.abort('stop') : undefined));
      const options = { preventCancel: true, preventAbort: true, signal: abort.signal };
      const answer = await stream.pipeTo(sink, options).catch((error: unknown) => error);
      return [answer, sink.items, stream.locked, await read(stream)];
    },
    count: 3,
    output: 'abc',
    completed: true,
  },
  'a reader that is released with a read pending': {
    async use(stream) {
      const reader = stream.getReader();
      const first = reader.read();
      const failed = reader.read().catch(() => 'released');
      await first;
      reader.releaseLock();
      return [typeof (await failed), await read(stream).then((text) => text.at(-1))];
    },
    count: 3,
    completed: true,
  },
  'a cancel of the stream while it is locked': {
    async use(stream) {
      const reader = stream.getReader();
      const refused = await stream.cancel().catch((error: unknown) => error instanceof TypeError);
      reader.releaseLock();
      return [refused, await reader.cancel().catch((error: unknown) => error instanceof TypeError), await read(stream)];
    },
    count: 3,
    output: 'abc',
    completed: true,
  },
  'an iteration that keeps the stream, which is read on': {
    async use(stream) {
      for await (const _ of stream.values({ preventCancel: true })) break;
      return read(stream);
    },
    count: 3,
    output: 'abc',
    completed: true,
  },
};

describe.each([0, 1, 2])('a returned ReadableStream that queues %i', (highWaterMark) => {
  it.each(Object.entries(uses))('is used as without tracking: %s', async (_name, { use, count, output, completed }) => {
    const plain = new Letters(highWaterMark);
    await turn();
    const expected = await use(plain.stream);
    const trace = traced();
    const letters = new Letters(highWaterMark);
    // A stream that has not started yet is pulled where it was made.
    await turn();
    expect(await use(tracked(() => letters.stream))).toEqual(expected);
    await turn();
    expect([letters.pulls, letters.reasons]).toEqual([plain.pulls, plain.reasons]);
    const { attributes, status } = trace.span('work');
    expect(status.code).toBe(SpanStatusCode.OK);
    expect(attributes).toMatchObject({ 'bud.track.yield_count': count, 'bud.track.completed': completed });
    if (output !== undefined) expect(attributes['bud.track.output']).toBe(output);
    // What it queues by itself it has asked for before it was returned.
    if (highWaterMark === 0) expect([...letters.spanIds]).toEqual([trace.span('work').spanContext().spanId]);
  });
});

describe('a returned ReadableStream', () => {
  it('is not pulled by a pipe into a sink that takes no more', async () => {
    const pulls = async (of: (stream: ReadableStream<string>) => ReadableStream<string>): Promise<number> => {
      const letters = new Letters(0);
      void of(letters.stream).pipeTo(new Sink(() => new Promise(() => {})));
      for (let count = 0; count < 5; count++) await turn();
      return letters.pulls;
    };
    const plain = await pulls((stream) => stream);
    traced();
    expect(await pulls((stream) => tracked(() => stream))).toBe(plain);
  });

  it.each<[string, (stream: ReadableStream<string>) => Promise<unknown>]>([
    ['cancel', (stream) => stream.cancel()],
    ['cancel of a reader', (stream) => stream.getReader().cancel()],
    ['cancel of both branches', (stream) => Promise.all(stream.tee().map((branch) => branch.cancel()))],
    ['a pipe', (stream) => stream.pipeTo(new Sink(), { signal: AbortSignal.abort('stop') })],
  ])('whose producer fails to cancel fails the span: %s', async (_name, cancel) => {
    const trace = traced();
    const { stream } = new Letters(0, () => {
      throw new RangeError('stuck');
    });
    await cancel(tracked(() => stream)).catch(() => {});
    await turn();
    expect(trace.span('work').attributes['error.type']).toBe('RangeError');
  });

  it('ends the span also when nobody looks at how cancelling went', async () => {
    const trace = traced();
    void tracked(() => new Letters(0).stream).cancel();
    await turn();
    expect(trace.span('work').attributes['bud.track.completed']).toBe(false);
  });

  it('refuses to be piped where it would without tracking', async () => {
    const refusals: readonly ((stream: ReadableStream<string>) => unknown)[] = [
      (stream) => stream.pipeTo({} as never),
      (stream) => stream.pipeThrough({ readable: {}, writable: {} } as never),
      (stream) => stream.pipeThrough(upper(), { signal: {} } as never),
      (stream) => stream.pipeThrough(undefined as never),
      (stream) => (stream.getReader(), stream.pipeTo(new Sink())),
    ];
    const refuse = async (refusal: (stream: ReadableStream<string>) => unknown, stream: ReadableStream<string>) => {
      try {
        return await refusal(stream);
      } catch (error) {
        return [(error as Error).name, stream.locked];
      }
    };
    traced();
    for (const refusal of refusals) {
      const { stream } = new Letters(0);
      const expected = await refuse(refusal, new Letters(0).stream);
      expect(
        await refuse(
          refusal,
          tracked(() => stream),
        ),
      ).toEqual(expected);
    }
  });
});

describe('a returned Node stream', () => {
  it('is asked for more inside the span', async () => {
    const trace = traced();
    const seen: (string | undefined)[] = [];
    const read = function (this: Readable): void {
      seen.push(api.getActiveSpan()?.spanContext().spanId);
      this.push(seen.length < 3 ? 'x' : null);
    };
    for await (const _ of tracked(() => new Readable({ read })));
    const { spanId } = trace.span('work').spanContext();
    expect(seen).toEqual([spanId, spanId, spanId]);
    const stream = tracked(() => new PassThrough());
    stream.end('x');
    expect(await stream.toArray()).toHaveLength(1);
    expect(Object.keys(stream)).not.toContain('_read');
  });
});
