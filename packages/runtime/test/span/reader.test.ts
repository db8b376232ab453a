import { createContextKey, SpanKind, SpanStatusCode, trace as api, context, type Span } from '@opentelemetry/api';
import { AlwaysOffSampler } from '@opentelemetry/sdk-trace';
import { describe, expect, it, onTestFinished } from 'vitest';
import { registerReader, type LibraryCall, type Reader, type Reading } from '@bud/runtime/otel';
import { __bud } from '../handing.ts';
import { site } from '../site.ts';
import { traced } from '../tracing.ts';

const S_create = site('create', 'sync', [], { reader: 'test.create', captureOutput: false });
const create = (...args: readonly unknown[]): unknown => args;
const call = (fn: (...args: never[]) => unknown, self: unknown, ...args: readonly unknown[]): unknown =>
  __bud.call(S_create, fn, self, args, []);

function reading(of: LibraryCall, hooks: Partial<Reading> = {}): Reading {
  return {
    name: 'chat small',
    kind: SpanKind.CLIENT,
    attributes: { 'gen_ai.request.model': 'small' },
    context: of.context,
    begun: () => undefined,
    result() {},
    item() {},
    ending() {},
    ...hooks,
  };
}

function read(reader: Reader): void {
  onTestFinished(registerReader('test.create', reader));
}

describe('a call whose site names a reader', () => {
  it('has the name, kind and attributes that are read from its arguments and receiver', () => {
    const trace = traced();
    const seen: unknown[] = [];
    read((of) => {
      seen.push(of.self, of.args);
      return reading(of, { begun: (span) => void span.setAttribute('begun', true) });
    });
    const client = {};
    expect(call(create, client, { model: 'small' }, 2)).toEqual([{ model: 'small' }, 2]);
    expect(seen).toEqual([client, [{ model: 'small' }, 2]]);
    const { kind, attributes, status } = trace.span('chat small');
    expect([kind, status.code]).toEqual([SpanKind.CLIENT, SpanStatusCode.OK]);
    expect(attributes).toMatchObject({ 'gen_ai.request.model': 'small', begun: true, 'code.function.name': 'create' });
  });

  it('is made with other arguments if the reader asks for it, and with its own where nobody records', () => {
    traced();
    read((of) => reading(of, { begun: () => [...of.args, 'more'] }));
    expect(call(create, undefined, 1)).toEqual([1, 'more']);
    traced({ sampler: new AlwaysOffSampler() });
    expect(call(create, undefined, 1)).toEqual([1]);
  });

  it('shows its reader what it returned, each item, and the end', async () => {
    const trace = traced();
    const seen: unknown[] = [];
    read((of) =>
      reading(of, {
        result: (value) => seen.push(typeof value),
        item: (item) => seen.push(item),
        ending: (reason) => seen.push(reason ?? 'end'),
      }),
    );
    await call(async () => 7, undefined);
    async function* items(): AsyncGenerator<number> {
      yield 1;
      yield 2;
    }
    for await (const _ of (await call(async () => items(), undefined)) as AsyncIterable<number>);
    for await (const _ of call(items, undefined) as AsyncIterable<number>) break;
    await expect(call(() => Promise.reject(new Error('no')), undefined)).rejects.toThrow('no');
    expect(seen).toEqual(['number', 'end', 'object', 1, 2, 'end', 'object', 1, 'cancelled', 'error']);
    expect(trace.spans()).toHaveLength(4);
  });

  it('fails if its reader says so, when it has come to its end', async () => {
    const trace = traced();
    const ends: unknown[] = [];
    const failure = (): Error => new RangeError('out of stock');
    read((of) => reading(of, { failure, ending: (reason) => ends.push(reason) }));
    expect(await call(async () => ({ isError: true }), undefined)).toEqual({ isError: true });
    for (const _ of call(() => [1, 2].values(), undefined) as Iterable<number>);
    for (const { status, attributes } of trace.spans()) {
      expect(status).toEqual({ code: SpanStatusCode.ERROR, message: 'out of stock' });
      expect(attributes).toMatchObject({ 'error.type': 'RangeError', 'bud.track.end_reason': 'error' });
    }
    expect(ends).toEqual(['error', 'error']);
  });

  it('is tracked as any function while nobody has registered the reader', () => {
    const trace = traced();
    call(create, undefined, 1);
    expect(trace.span('create').kind).toBe(SpanKind.INTERNAL);
  });

  it('runs without a span if the reader leaves it to another layer, which it finds in the context', () => {
    const trace = traced();
    const key = createContextKey('inferring');
    read((of) =>
      of.context.getValue(key) === true ? undefined : reading({ ...of, context: of.context.setValue(key, true) }),
    );
    const inner = (): string | undefined => api.getActiveSpan()?.spanContext().spanId;
    let ids: unknown[] = [];
    call(() => (ids = [inner(), call(inner, undefined), context.active().getValue(key)]), undefined);
    expect(trace.spans()).toHaveLength(1);
    const id = trace.span('chat small').spanContext().spanId;
    expect(ids).toEqual([id, id, true]);
  });

  it('is not hurt by a reader that fails', () => {
    const trace = traced();
    const fails = (): never => {
      throw new Error('reader');
    };
    read((of) => reading(of, { begun: fails, result: fails, ending: fails }));
    expect(call(create, undefined, 1)).toEqual([1]);
    expect(trace.span('chat small').status.code).toBe(SpanStatusCode.OK);
    expect(trace.tracking.failureCount).toBe(3);
    read(fails);
    expect(call(create, undefined, 1)).toEqual([1]);
    expect(trace.tracking.failureCount).toBe(4);
  });

  it('goes back to the reader before it, whichever of them is taken back first', () => {
    const names: string[] = [];
    const named =
      (name: string): Reader =>
      (of) => (names.push(name), reading(of));
    traced();
    const [first, second, third] = ['first', 'second', 'third'].map((name) =>
      registerReader('test.create', named(name)),
    );
    for (const unregister of [second, third, first]) {
      call(create, undefined);
      unregister?.();
    }
    call(create, undefined);
    expect(names).toEqual(['third', 'third', 'first']);
  });

  it('hands its reader the span itself', () => {
    traced();
    let span: Span | undefined;
    read((of) => reading(of, { begun: (begun) => void (span = begun) }));
    expect(call(() => api.getActiveSpan(), undefined)).toBe(span);
  });
});

describe('the reader `*`', () => {
  const S_ask = site('ask', 'sync', ['question'], { type: 'llm', spanKind: 'server' });
  const ask = (question: string): string => `${question}!`;
  const any = (hooks: Partial<Reading>): void => {
    const reader: Reader = ({ site: { type = '' }, context: above }) => ({
      attributes: { type },
      context: above,
      begun: () => undefined,
      ending() {},
      ...hooks,
    });
    onTestFinished(registerReader('*', reader));
  };

  it('reads calls that no other reader reads, and leaves their names and kinds alone', () => {
    const trace = traced();
    any({});
    __bud.call(S_ask, ask, undefined, ['why'], ['why']);
    call(create, undefined, 1);
    const { kind, attributes } = trace.span('ask');
    expect(kind).toBe(SpanKind.SERVER);
    expect(attributes).toMatchObject({
      type: 'llm',
      'bud.track.input.question': 'why',
      'bud.track.output': 'why!',
    });
    expect(trace.span('create').attributes).toHaveProperty('type', '');
    read((of) => reading(of));
    call(create, undefined, 1);
    expect(trace.span('chat small').attributes).not.toHaveProperty('type');
  });

  it('may hide what goes in and out', () => {
    const trace = traced();
    any({ hides: true });
    __bud.call(S_ask, ask, undefined, ['why'], ['why']);
    const { attributes, status } = trace.span('ask');
    expect(Object.keys(attributes).filter((name) => name.includes('put'))).toEqual([]);
    expect(status.code).toBe(SpanStatusCode.OK);
  });
});
