import { context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AlwaysOffSampler } from '@opentelemetry/sdk-trace';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { describe, expect, it } from 'vitest';
import { __bud } from './handing.ts';
import { site } from './site.ts';
import { traced } from './tracing.ts';

const S_ask = site('ask', 'async', ['client', 'question'], {
  type: 'llm',
  secrets: ['apiKey'],
  tags: ['a', 'b'],
  level: 'notice',
  message: 'Asking {question} of {client.name}, {missing}',
  attributes: { team: 'x', retries: 3, stable: true, list: ['p', 'q'] },
  spanKind: 'client',
  tracer: 'my-scope',
});
async function ask(this: unknown, client: object, question: string, apiKey?: string): Promise<unknown> {
  if (__bud.on && __bud.enter(S_ask))
    return await __bud.call(S_ask, ask, this, [client, question, apiKey], [client, question]);
  await null;
  return { answer: `${question}!`, parts: [1, 2] };
}

const S_add = site('add', 'sync', ['a', 'b']);
function add(this: unknown, a: number, b: number): number {
  if (__bud.on && __bud.enter(S_add)) return __bud.call(S_add, add, this, [a, b]) as number;
  return a + b;
}

const S_fail = site('fail', 'sync', ['error']);
function fail(this: unknown, error: unknown): never {
  if (__bud.on && __bud.enter(S_fail)) return __bud.call(S_fail, fail, this, [error]) as never;
  throw error;
}

const S_sum = site('sum', 'sync', ['n']);
function sum(this: unknown, n: number): number {
  if (__bud.on && __bud.enter(S_sum)) return __bud.call(S_sum, sum, this, [n]) as number;
  return n === 0 ? 0 : n + sum(n - 1);
}

describe('a tracked call', () => {
  it('records what the mark and the call say', async () => {
    const trace = traced();
    await ask({ name: 'small' }, 'why', 'sk-123');
    const span = trace.span('ask');
    expect(span.attributes).toEqual({
      'code.function.name': 'ask',
      'code.file.path': 'src/a.ts',
      'code.line.number': 3,
      'code.column.number': 8,
      'bud.track.type': 'llm',
      'bud.tags': ['a', 'b'],
      'bud.level': 'notice',
      'bud.msg_template': 'Asking {question} of {client.name}, {missing}',
      'bud.msg': 'Asking why of small, {missing}',
      'bud.track.input.client': '{"name":"small"}',
      'bud.track.input.question': 'why',
      'bud.track.input.apiKey': '[REDACTED]',
      'bud.track.output.answer': 'why!',
      'bud.track.output.parts': '[1,2]',
      'bud.json_schema': ['bud.track.input.client', 'bud.track.output.parts'],
      team: 'x',
      retries: 3,
      stable: true,
      list: ['p', 'q'],
    });
    expect(span.kind).toBe(SpanKind.CLIENT);
    expect(span.status.code).toBe(SpanStatusCode.OK);
    expect(span.instrumentationScope.name).toBe('my-scope');
  });

  it('keeps a synchronous function synchronous and records its output', () => {
    const trace = traced();
    expect(add(1, 2)).toBe(3);
    expect(trace.span('add').attributes).toMatchObject({
      'bud.track.input.a': 1,
      'bud.track.input.b': 2,
      'bud.track.output': 3,
      'bud.level': 'info',
    });
    expect(trace.span('add').instrumentationScope.name).toBe('bud');
  });

  it('makes one span per level of a recursion', () => {
    const trace = traced();
    expect(sum(2)).toBe(3);
    expect(trace.spans().map((span) => span.attributes['bud.track.input.n'])).toEqual([0, 1, 2]);
  });

  it('lets the very same error go on, and describes it', () => {
    class RateLimited extends Error {}
    const trace = traced();
    const error = new RateLimited('slow down');
    expect(() => fail(error)).toThrow(error);
    const span = trace.span('fail');
    expect(span.status).toEqual({ code: SpanStatusCode.ERROR, message: 'slow down' });
    expect(span.attributes['error.type']).toBe('RateLimited');
    expect(span.events[0]).toMatchObject({
      name: 'exception',
      attributes: {
        'exception.type': 'RateLimited',
        'exception.message': 'slow down',
        'exception.stacktrace': expect.stringContaining('recorder.test.ts'),
      },
    });
    expect(span.attributes).not.toHaveProperty('bud.track.output');
  });

  it('describes what is no Error, and a TimeoutError of the platform', async () => {
    const trace = traced();
    const signal = AbortSignal.timeout(0);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    const timedOut = signal.reason as DOMException;
    for (const thrown of ['text', undefined, null, 7, { code: 1 }, timedOut]) {
      try {
        fail(thrown);
      } catch (caught) {
        expect(caught).toBe(thrown);
      }
    }
    expect(trace.spans().map(({ attributes, status }) => [attributes['error.type'], status.message])).toEqual([
      ['string', 'text'],
      ['undefined', 'undefined'],
      ['null', 'null'],
      ['number', '7'],
      ['Object', '{"code":1}'],
      ['TimeoutError', 'The operation was aborted due to timeout'],
    ]);
  });

  it('runs no getter of a thrown error', () => {
    const trace = traced();
    let reads = 0;
    const hostile = Object.defineProperty(new Error('x'), 'message', { get: () => String((reads += 1)) });
    try {
      fail(hostile);
    } catch {
      // The message is not for us to read.
    }
    expect(trace.span('fail').attributes['error.type']).toBe('Error');
    expect(reads).toBe(0);
  });

  it('passes `this` through exactly', () => {
    traced();
    const S = site('self', 'sync');
    function self(this: unknown): unknown {
      if (__bud.on && __bud.enter(S)) return __bud.call(S, self, this, []);
      return this;
    }
    const object = {};
    expect([self.call(object), self.call(undefined), self.call(null), self.call(5)]).toEqual([
      object,
      undefined,
      null,
      5,
    ]);
  });

  it('tracks enclosed bodies', async () => {
    const trace = traced();
    const S_load = site('store.load', 'sync', ['id']);
    const S_get = site('store.get', 'async', ['id']);
    const store = {
      prefix: 'p',
      load(id: string): string {
        const __bud_body = () => this.prefix + id;
        return (__bud.on ? __bud.call(S_load, __bud_body, undefined, [], [id]) : __bud_body()) as string;
      },
      async get(id: string): Promise<string> {
        const __bud_body = async () => this.load(id);
        return (await (__bud.on ? __bud.call(S_get, __bud_body, undefined, [], [id]) : __bud_body())) as string;
      },
    };
    expect(await store.get('1')).toBe('p1');
    expect(trace.tree()).toEqual(['store.load < store.get', 'store.get < -']);
    expect(trace.span('store.get').attributes['bud.track.output']).toBe('p1');
  });

  it('runs untracked while its site does not exist yet', () => {
    const trace = traced();
    const S = undefined;
    const f = (x: number): unknown => (__bud.on && __bud.enter(S) ? __bud.call(S, f, undefined, [x]) : x * 2);
    const body = () => 4;
    expect(f(2)).toBe(4);
    expect(__bud.call(S, body, undefined, [])).toBe(4);
    expect(trace.spans()).toEqual([]);
  });

  it('reads no argument when the span is not sampled, and still hands its context on', () => {
    const tracing = traced({ sampler: new AlwaysOffSampler() });
    const unread = new Proxy([], { get: () => expect.unreachable() });
    const S = site('unsampled', 'sync', ['x']);
    const active = __bud.call(S, () => trace.getActiveSpan()?.spanContext(), undefined, [], unread) as {
      spanId: string;
    };
    expect(active.spanId).toMatch(/^[0-9a-f]{16}$/);
    expect(tracing.spans()).toEqual([]);
  });

  it('starts a new trace that links to its caller when it is a root', () => {
    const trace = traced();
    const S_root = site('job', 'sync', [], { newTrace: true });
    const S_caller = site('caller', 'sync');
    __bud.call(S_caller, () => __bud.call(S_root, () => add(1, 1), undefined, []), undefined, []);
    const caller = trace.span('caller').spanContext();
    expect(trace.span('job').parentSpanContext).toBeUndefined();
    expect(trace.span('job').spanContext().traceId).not.toBe(caller.traceId);
    expect(trace.span('job').links.map((link) => link.context)).toEqual([caller]);
    expect(trace.tree()).toContain('add < job');
  });

  it('records no output and no input when told so', () => {
    const trace = traced({ captureInput: false });
    const S = site('quiet', 'sync', ['x'], { captureOutput: false });
    __bud.call(S, () => 5, undefined, [], [1]);
    const keys = Object.keys(trace.span('quiet').attributes);
    expect(keys.filter((key) => /input|output/.test(key))).toEqual([]);
  });
});

it('works with a provider of the older package', () => {
  const exporter = new InMemorySpanExporter();
  const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  traced({ tracerProvider });
  sum(1);
  expect(exporter.getFinishedSpans().map((span) => span.parentSpanContext?.spanId)).toEqual([
    exporter.getFinishedSpans()[1]!.spanContext().spanId,
    undefined,
  ]);
});

describe('parents', () => {
  const S_outer = site('outer', 'async', ['ms']);
  async function outer(ms: number, id: number): Promise<void> {
    if (__bud.on && __bud.enter(S_outer)) return (await __bud.call(S_outer, outer, undefined, [ms, id], [ms])) as void;
    await new Promise((resolve) => setTimeout(resolve, ms));
    add(id, 0);
    await Promise.all([1, 2].map(async () => add(id, 1)));
  }

  it('follow awaits, timers and promise combinators', async () => {
    const trace = traced();
    await Promise.all([outer(2, 1), outer(1, 2)]);
    const byId = new Map(trace.spans().map((span) => [span.spanContext().spanId, span]));
    const adds = trace.spans().filter((span) => span.name === 'add');
    const parents = adds.map((span) => [
      span.attributes['bud.track.input.a'],
      byId.get(span.parentSpanContext!.spanId)!.attributes['bud.track.input.ms'],
    ]);
    expect(parents.toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
      [2, 1],
      [2, 1],
      [2, 1],
    ]);
  });

  it('never cross between ten thousand interleaved tasks', async () => {
    const trace = traced();
    const S_task = site('task', 'async', ['id']);
    const S_leaf = site('leaf', 'sync', ['id']);
    const leaf = (id: number): unknown => __bud.call(S_leaf, () => id, undefined, [], [id]);
    async function task(id: number): Promise<void> {
      if (__bud.on && __bud.enter(S_task)) return (await __bud.call(S_task, task, undefined, [id])) as void;
      for (let turn = 0; turn < id % 5; turn += 1)
        await (id % 2 ? null : new Promise((resolve) => setImmediate(resolve)));
      leaf(id);
    }
    await Promise.all(Array.from({ length: 10_000 }, (_, id) => task(id)));
    const byId = new Map(trace.spans().map((span) => [span.spanContext().spanId, span]));
    const leaves = trace.spans().filter((span) => span.name === 'leaf');
    expect(leaves).toHaveLength(10_000);
    const crossed = leaves.filter(
      (span) =>
        byId.get(span.parentSpanContext!.spanId)!.attributes['bud.track.input.id'] !==
        span.attributes['bud.track.input.id'],
    );
    expect(crossed).toEqual([]);
  });

  it('are right for synchronous calls when no context manager is registered', async () => {
    const trace = traced({ contextManager: false });
    const S_parent = site('parent', 'async');
    await (__bud.call(
      S_parent,
      async () => {
        add(1, sum(0));
        await null;
        add(2, 2);
      },
      undefined,
      [],
    ) as Promise<void>);
    add(3, 3);
    expect(trace.tree()).toEqual(['sum < parent', 'add < parent', 'add < -', 'parent < -', 'add < -']);
  });

  it('respect a root context that the application made active', () => {
    const trace = traced();
    const S_parent = site('parent', 'sync');
    __bud.call(S_parent, () => context.with(ROOT_CONTEXT, () => add(1, 1)), undefined, []);
    expect(trace.tree()).toEqual(['add < -', 'parent < -']);
  });

  it('include spans that the application starts itself', () => {
    const tracing = traced();
    const tracer = tracing.provider.getTracer('app');
    tracer.startActiveSpan('manual', (span) => {
      add(1, 2);
      span.end();
    });
    __bud.call(site('parent', 'sync'), () => tracer.startSpan('inside').end(), undefined, []);
    expect(tracing.tree()).toEqual(['add < manual', 'manual < -', 'inside < parent', 'parent < -']);
  });
});

describe('an async call', () => {
  it('ends as an error when it rejects, with the same reason', async () => {
    const trace = traced();
    const error = new TypeError('no');
    const S = site('reject', 'async');
    const promise = __bud.call(S, async () => Promise.reject(error), undefined, []);
    await expect(promise).rejects.toBe(error);
    expect(trace.span('reject').status).toEqual({ code: SpanStatusCode.ERROR, message: 'no' });
  });

  it('has ended its span before whoever awaits it goes on', async () => {
    const trace = traced();
    await ask({}, 'q');
    expect(trace.spans()).toHaveLength(1);
  });

  it('keeps the callers of an async function in the stack of an error', async () => {
    const S = { inner: site('inner', 'async'), outer: site('outer', 'async') };
    async function inner(): Promise<never> {
      if (__bud.on && __bud.enter(S.inner)) return (await __bud.call(S.inner, inner, undefined, [])) as never;
      await null;
      throw new Error('late');
    }
    async function outer(): Promise<void> {
      if (__bud.on && __bud.enter(S.outer)) return (await __bud.call(S.outer, outer, undefined, [])) as void;
      await inner();
    }
    traced();
    await expect(outer()).rejects.toHaveProperty('stack', expect.stringMatching(/ inner [^]* outer /));
  });

  it('costs at most two extra microtask ticks', async () => {
    const S = site('tick', 'async');
    async function tick(): Promise<void> {
      if (__bud.on && __bud.enter(S)) return (await __bud.call(S, tick, undefined, [])) as void;
      await null;
    }
    const ticksOf = async (): Promise<number> => {
      let ticks = 0;
      let done = false;
      void tick().then(() => (done = true));
      // oxlint-disable-next-line no-unmodified-loop-condition -- the reaction above ends it
      while (!done) {
        await null;
        ticks += 1;
      }
      return ticks;
    };
    const off = await ticksOf();
    traced();
    expect((await ticksOf()) - off).toBeLessThanOrEqual(2);
  });
});
