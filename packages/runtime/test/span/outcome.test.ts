import { SpanStatusCode } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { __bud } from '../handing.ts';
import { site } from '../site.ts';
import { traced } from '../tracing.ts';

const { OK, ERROR, UNSET } = SpanStatusCode;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Throws from a tracked synchronous function, and rejects from an asynchronous one; the same has to come out. */
async function fail(thrown: unknown): Promise<void> {
  const body = (): never => {
    throw thrown;
  };
  for (const [kind, run] of [
    ['sync', body],
    ['async', async () => body()],
  ] as const) {
    let caught: unknown;
    try {
      await __bud.call(site('work', kind), run, undefined, []);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBe(thrown);
  }
}

const withDigest = (digest: string): Error => Object.assign(new Error(digest), { digest });
class Redirect {
  readonly status: number;
  readonly location = '/login';
  constructor(status: number) {
    this.status = status;
  }
}
class APIUserAbortError extends Error {}

describe('what is thrown', () => {
  it.each<[string, unknown, SpanStatusCode, string]>([
    ['a redirect of Next.js', withDigest('NEXT_REDIRECT;replace;/x;307;'), UNSET, 'control-flow'],
    ['notFound() of Next.js', withDigest('NEXT_HTTP_ERROR_FALLBACK;404'), UNSET, 'control-flow'],
    ['a bail-out of Next.js', withDigest('BAILOUT_TO_CLIENT_SIDE_RENDERING'), UNSET, 'control-flow'],
    ['an error with another digest', withDigest('3741'), ERROR, 'error'],
    ['a Response that redirects', new Response(null, { status: 302 }), UNSET, 'control-flow'],
    ['a Response with a failure', new Response(null, { status: 404 }), ERROR, 'error'],
    ['a redirect of SvelteKit', new Redirect(303), UNSET, 'control-flow'],
    ['something with a status of failure', new Redirect(500), ERROR, 'error'],
    ['a promise, as Suspense does', new Promise(() => {}), UNSET, 'control-flow'],
    ['an interrupt of LangGraph', Object.assign(new Error('[]'), { name: 'GraphInterrupt' }), UNSET, 'control-flow'],
    ['an AbortError of the platform', AbortSignal.abort().reason, UNSET, 'aborted'],
    ['an AbortError of a client', new APIUserAbortError('Request was aborted.'), UNSET, 'aborted'],
    ['an error', new Error('x'), ERROR, 'error'],
    ['what is no object', 'x', ERROR, 'error'],
    ['what hides behind a proxy', new Proxy(withDigest('NEXT_X'), {}), ERROR, 'error'],
  ])('%s', async (_name, thrown, status, reason) => {
    // A Response tells its class by an accessor that runs code of the platform only.
    const trace = traced();
    await fail(thrown);
    expect(trace.spans()).toHaveLength(2);
    for (const span of trace.spans()) {
      expect([span.status.code, span.attributes['bud.track.end_reason']]).toEqual([status, reason]);
      expect(span.events).toHaveLength(status === ERROR ? 1 : 0);
      expect('error.type' in span.attributes).toBe(status === ERROR);
    }
    expect(trace.tracking.failureCount).toBe(0);
  });

  it('runs nothing of it: what the engine would convert to write a stack, what inherits from a proxy', async () => {
    const ran: string[] = [];
    const noting = (what: string): object => ({
      toString: () => (ran.push(what), what),
      [Symbol.toPrimitive]: undefined,
    });
    const dressed = (key: string): Error => Object.defineProperty(new Error('x'), key, { value: noting(key) });
    class Named extends Error {}
    Object.defineProperty(Named.prototype, 'name', { value: noting('inherited name') });
    const trap = new Proxy({}, new Proxy({}, { get: (_, name) => ran.push(String(name)) }));
    const trace = traced();
    const callable = Object.assign(() => ran.push('called'), { toString: () => ran.push('function') });
    await fail(dressed('message'));
    await fail(dressed('name'));
    await fail(Object.assign(new Error('x'), { name: callable }));
    await fail(new Named('x'));
    await fail(Object.create(trap));
    await fail(Object.create(Object.create(trap)));
    expect(ran).toEqual([]);
    expect(trace.spans().map(({ status }) => status.code)).toEqual(Array.from({ length: 12 }, () => ERROR));
    expect(trace.tracking.failureCount).toBe(0);
  });

  it('is a failure or not as the program says', async () => {
    const expected = new Error('expected');
    const trace = traced({
      isError: (thrown) => (thrown === expected ? false : thrown instanceof Redirect ? true : undefined),
    });
    await fail(expected);
    await fail(new Redirect(303));
    await fail(withDigest('NEXT_REDIRECT'));
    expect(trace.spans().map(({ attributes }) => attributes['bud.track.end_reason'])).toEqual([
      'control-flow',
      'control-flow',
      'error',
      'error',
      'control-flow',
      'control-flow',
    ]);
  });

  it('is what a signal was aborted with, of which only the program knows what it means', async () => {
    const reason = new Error('superseded');
    const wait = async (): Promise<void> => AbortSignal.abort(reason).throwIfAborted();
    const reasonOf = async (isError?: (thrown: unknown) => boolean | undefined): Promise<unknown> => {
      const trace = traced(isError === undefined ? {} : { isError });
      await expect(__bud.call(site('work', 'async'), wait, undefined, [])).rejects.toBe(reason);
      trace.tracking.stop();
      return trace.span('work').attributes['bud.track.end_reason'];
    };
    expect(await reasonOf()).toBe('error');
    expect(await reasonOf((thrown) => (thrown === reason ? false : undefined))).toBe('control-flow');
  });

  it('is a failure when the program fails to say', async () => {
    const trace = traced({
      isError: () => {
        throw new Error('no opinion');
      },
    });
    await fail(new Error('x'));
    expect(trace.spans().map(({ status }) => status.code)).toEqual([ERROR, ERROR]);
    expect(trace.tracking.failureCount).toBe(2);
  });
});

describe('stop', () => {
  it('ends every open span at once', async () => {
    const trace = traced();
    const never = (): Promise<void> => new Promise(() => {});
    const stream = (): ReadableStream => new ReadableStream({ pull: (controller) => controller.enqueue(1) });
    void __bud.call(site('never', 'async'), never, undefined, []);
    void __bud.call(site('pending', 'sync'), never, undefined, []);
    void __bud.call(site('unread', 'sync'), stream, undefined, []);
    const items = __bud.iterate(
      site('midway', 'generator'),
      function* () {
        yield 1;
        yield 2;
      },
      undefined,
      [],
    ) as Generator<number>;
    items.next();
    __bud.call(site('fine', 'sync'), () => 1, undefined, []);
    expect(trace.tracking.openCount).toBe(4);
    let caught: unknown;
    await __bud.call(
      site('running', 'async'),
      async () => {
        trace.tracking.stop();
        caught = trace.tracking.openCount;
        await turn();
      },
      undefined,
      [],
    );
    expect(caught).toBe(0);
    expect([...items]).toEqual([2]);
    expect(
      trace.spans().map(({ name, status, attributes }) => [name, status.code, attributes['bud.track.end_reason']]),
    ).toEqual([
      ['fine', OK, undefined],
      ['never', UNSET, 'shutdown'],
      ['pending', UNSET, 'shutdown'],
      ['unread', UNSET, 'shutdown'],
      ['midway', UNSET, 'shutdown'],
      ['running', UNSET, 'shutdown'],
    ]);
    expect(trace.span('midway').attributes).toMatchObject({
      'bud.track.yield_count': 1,
      'bud.track.completed': false,
    });
  });

  it('knows of more open calls than it holds on to', async () => {
    const trace = traced();
    const resolves: ((value: number) => void)[] = [];
    const calls = Array.from({ length: 1500 }, () =>
      __bud.call(site('held', 'async'), () => new Promise<number>((resolve) => resolves.push(resolve)), undefined, []),
    );
    expect(trace.tracking.openCount).toBe(1500);
    resolves.slice(0, 700).forEach((resolve) => resolve(1));
    await turn();
    expect(trace.tracking.openCount).toBe(800);
    trace.tracking.stop();
    expect(trace.tracking.openCount).toBe(0);
    expect(trace.spans()).toHaveLength(1500);
    resolves.forEach((resolve) => resolve(1));
    await Promise.all(calls);
    expect(trace.spans()).toHaveLength(1500);
  });
});
