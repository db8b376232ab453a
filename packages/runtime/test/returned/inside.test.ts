import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { constants, Script } from 'node:vm';
import { SpanStatusCode } from '@opentelemetry/api';
import { describe, expect, it, vi } from 'vitest';
import type { Site } from '@bud/runtime';
import { __bud } from '../handing.ts';
import { site } from '../site.ts';
import { traced, type Traced } from '../tracing.ts';

const { OK, ERROR } = SpanStatusCode;
const tracked = <T>(body: () => T, more: Partial<Site> = {}): T =>
  __bud.call(site('work', 'sync', [], more), body, undefined, []) as T;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const outcome = (trace: Traced): unknown[] => {
  const { status, attributes } = trace.span('work');
  return [status.code, attributes['bud.track.end_reason'], attributes['bud.track.yield_count']];
};

const letters = (): ReadableStream<string> =>
  new ReadableStream({
    start(controller) {
      for (const letter of 'abc') controller.enqueue(letter);
      controller.close();
    },
  });
const bytes = (): ReadableStream<Uint8Array<ArrayBuffer>> =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('abc'));
      controller.close();
    },
  });
function* numbers(): Generator<number> {
  yield 1;
  yield 2;
}
async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream);
}

describe('a stream inside a result keeps the span open', () => {
  it('in a plain object, whose other members are recorded', async () => {
    const trace = traced();
    const { stream } = tracked(() => ({ stream: letters(), usage: 7 }));
    await turn();
    expect(trace.spans()).toEqual([]);
    await drain(stream);
    expect(outcome(trace)).toEqual([OK, undefined, 3]);
    expect(trace.span('work').attributes['bud.track.output.usage']).toBe(7);
  });

  it('in an array, also when it is left early', async () => {
    const trace = traced();
    const [items] = tracked((): [Generator<number>, string] => [numbers(), 'x']);
    for (const _ of items) break;
    expect(outcome(trace)).toEqual([OK, 'cancelled', 1]);
  });

  it('until the last of them is through', async () => {
    const trace = traced();
    const { left, right } = tracked(() => ({ left: letters(), right: numbers() }));
    await drain(left);
    expect(trace.spans()).toEqual([]);
    expect([...right]).toEqual([1, 2]);
    expect(outcome(trace)).toEqual([OK, undefined, 5]);
  });

  it('and fails the span when one of them fails', async () => {
    const trace = traced();
    const failing = new ReadableStream({
      pull() {
        throw new RangeError('cut');
      },
    });
    const { stream } = tracked(() => ({ stream: failing, other: letters() }));
    await drain(stream).catch(() => {});
    expect(outcome(trace)).toEqual([ERROR, 'error', 0]);
  });

  it.each<[string, (response: Response) => Promise<unknown>]>([
    ['its body', async (response) => drain(response.body!)],
    ['text()', async (response) => response.text()],
    ['arrayBuffer()', async (response) => response.arrayBuffer()],
  ])('as the body of a Response that is read by %s', async (_name, read) => {
    const trace = traced();
    const response = tracked(() => new Response(bytes()));
    await turn();
    expect(trace.spans()).toEqual([]);
    await read(response);
    expect(outcome(trace).slice(0, 2)).toEqual([OK, undefined]);
  });

  it('but a Response without a body does not', () => {
    const trace = traced();
    tracked(() => new Response(null, { status: 204 }));
    expect(outcome(trace)).toEqual([OK, undefined, undefined]);
  });

  it('under the key that the mark names, and then no other', async () => {
    class Answer {
      readonly parts = letters();
      readonly log = letters();
    }
    const trace = traced();
    const { parts } = tracked(() => new Answer(), { stream: 'parts' });
    expect(trace.spans()).toEqual([]);
    await drain(parts);
    expect(outcome(trace)).toEqual([OK, undefined, 3]);
  });

  it('where the result of a model library keeps it', async () => {
    // As the AI SDK's `streamText` does: whatever is handed out is a branch of one stream.
    class StreamTextResult {
      baseStream = letters();
      get textStream(): ReadableStream<string> {
        const [mine, rest] = this.baseStream.tee();
        this.baseStream = rest;
        return mine;
      }
    }
    const trace = traced();
    await drain(tracked(() => new StreamTextResult()).textStream);
    expect(outcome(trace)).toEqual([OK, undefined, 3]);
  });
});

describe('a consumer that wants no more', () => {
  it.each<[string, (stream: Readable) => unknown]>([
    [
      'break',
      async (stream) => {
        for await (const _ of stream) break;
      },
    ],
    ['destroy', (stream) => stream.destroy()],
    [
      'return of the iterator',
      async (stream) => {
        const iterator = stream.iterator();
        await iterator.next();
        await iterator.return?.();
      },
    ],
  ])("is no failure of Node's streams: %s", async (_name, leave) => {
    const trace = traced();
    await leave(tracked(() => Readable.from(['a', 'b'])));
    await turn();
    expect(outcome(trace).slice(0, 2)).toEqual([OK, 'cancelled']);
  });

  it.each<[string, unknown]>([
    ['', undefined],
    [', with a reason of its own', new TypeError('stopped')],
    [', with a reason that is no error', 'stopped'],
  ])("but the signal of the producer is an abort of Node's streams%s", async (_name, reason) => {
    const trace = traced();
    const abort = new AbortController();
    const stream = tracked(() => Readable.from(['a', 'b'], { signal: abort.signal }));
    stream.on('error', () => {});
    abort.abort(reason);
    await turn();
    expect(outcome(trace)[1]).toBe('aborted');
  });
});

it('knows of the end when only `closed` of a reader is awaited', async () => {
  const trace = traced();
  const reader = tracked(() => new ReadableStream({ start: (controller) => controller.close() })).getReader();
  await reader.closed;
  await turn();
  expect(outcome(trace)).toEqual([OK, undefined, 0]);
});

it('a module that has not run yet is searched without a failure', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bud-module-'));
  const file = join(folder, 'self.mjs');
  writeFileSync(file, 'import * as self from "./self.mjs"; hand(self); export const later = 1;');
  // Node imports it, not the test runner, which would make an object of it.
  const importNatively = new Script('(url) => import(url)', {
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }).runInThisContext() as (url: string) => Promise<unknown>;
  const trace = traced();
  vi.stubGlobal('hand', (module: object) => tracked(() => module));
  try {
    await importNatively(pathToFileURL(file).href);
  } finally {
    vi.unstubAllGlobals();
    rmSync(folder, { recursive: true });
  }
  expect(outcome(trace)).toEqual([OK, undefined, undefined]);
  expect(trace.tracking.failureCount).toBe(0);
});
