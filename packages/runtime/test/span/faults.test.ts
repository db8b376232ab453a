import { context, diag, DiagLogLevel, ROOT_CONTEXT, type ContextManager } from '@opentelemetry/api';
import {
  BatchSpanProcessor,
  SimpleSpanProcessor,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import { afterEach, describe, expect, it } from 'vitest';
import { __bud } from '../handing.ts';
import { startTracking } from '@bud/runtime/otel';
import { site } from '../site.ts';
import { traced, type TracedOptions } from '../tracing.ts';

const S = site('work', 'sync', ['x']);
function work(this: unknown, x: number): number {
  if (__bud.on && __bud.enter(S)) return __bud.call(S, work, this, [x]) as number;
  return x * 2;
}

const S_gen = site('items', 'generator');
function* items(): Generator<number> {
  if (__bud.on && __bud.enter(S_gen))
    return (yield* __bud.iterate(S_gen, items, undefined, []) as Generator<number>) as unknown;
  yield 1;
  yield 2;
}

const S_later = site('later', 'async', ['x']);
async function later(this: unknown, x: number): Promise<number> {
  if (__bud.on && __bud.enter(S_later)) return (await __bud.call(S_later, later, this, [x])) as number;
  await null;
  return x + 1;
}

const S_stream = site('stream', 'async-generator');
async function* stream(): AsyncGenerator<number> {
  if (__bud.on && __bud.enter(S_stream))
    return (yield* __bud.iterate(S_stream, stream, undefined, []) as AsyncGenerator<number>) as unknown;
  yield 5;
  await null;
  yield 6;
}

/** Calls a function of every kind. */
async function program(): Promise<number[]> {
  const results = [work(1), ...items(), await later(3)];
  for await (const item of stream()) results.push(item);
  return results;
}
const expected = [2, 1, 2, 4, 5, 6];

function collectDiagnostics(): string[] {
  const errors: string[] = [];
  const ignore = (): void => {};
  const error = (text: string): void => void errors.push(text);
  const logger = { error, warn: error, info: ignore, debug: ignore, verbose: ignore };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  return errors;
}

const boom = (): never => {
  throw new Error('telemetry is broken');
};

const idle: SpanProcessor = {
  onStart() {},
  onEnd() {},
  forceFlush: async () => {},
  shutdown: async () => {},
};

afterEach(() => diag.disable());

const brokenManager = (broken: Partial<ContextManager>): ContextManager => {
  const manager: ContextManager = {
    active: () => ROOT_CONTEXT,
    with: (_context, run, self, ...args) => run.call(self as never, ...args),
    bind: (_context, target) => target,
    enable: () => manager,
    disable: () => manager,
    ...broken,
  };
  return manager;
};

/** Foreign code that the recorder calls, each part broken in its way. */
const broken: Readonly<Record<string, TracedOptions & { readonly manager?: ContextManager }>> = {
  'a processor (onStart)': { processors: [{ ...idle, onStart: boom }] },
  'a processor (onEnding)': { processors: [{ ...idle, onEnding: boom }] },
  'a processor (onEnd)': { processors: [{ ...idle, onEnd: boom }] },
  'a sampler': { sampler: { shouldSample: boom } },
  'a provider': { tracerProvider: { getTracer: boom } },
  'a tracer': { tracerProvider: { getTracer: () => ({ startSpan: boom, startActiveSpan: boom }) } },
  'a context manager (active)': { contextManager: false, manager: brokenManager({ active: boom }) },
  'a context manager (with, before the body)': { contextManager: false, manager: brokenManager({ with: boom }) },
  'a context manager (with, after the body)': {
    contextManager: false,
    manager: brokenManager({ with: (_context, run, self, ...args) => (run.call(self as never, ...args), boom()) }),
  },
};

/** Exporters fail behind the SDK, which has to report it; nothing of it may come back through the recorder. */
const brokenExporters: Readonly<Record<string, SpanExporter['export']>> = {
  throws: boom,
  'never answers': () => {},
  // oxlint-disable-next-line no-unsafe-enum-assignment -- FAILED; the enum is in a package that only the SDK depends on
  'answers that it failed': (_spans, answer) => answer({ code: 1, error: new Error('export failed') }),
};

describe('a failure of telemetry', () => {
  it.each(Object.keys(broken))('in %s never reaches the program and is reported once', async (name) => {
    const errors = collectDiagnostics();
    const { manager, ...options } = broken[name]!;
    const trace = traced(options);
    if (manager !== undefined) context.setGlobalContextManager(manager);
    expect(await program()).toEqual(expected);
    expect(await program()).toEqual(expected);
    // The SDK has reports of its own: it exports through the context manager, too.
    expect(errors.filter((text) => text.startsWith('bud: recording'))).toHaveLength(1);
    expect(trace.tracking.failureCount).toBeGreaterThanOrEqual(8);
  });

  it.each(Object.keys(brokenExporters))('in an exporter that %s never reaches the program', async (name) => {
    const errors = collectDiagnostics();
    const exporter: SpanExporter = { export: brokenExporters[name]!, shutdown: async () => {} };
    const batches = new BatchSpanProcessor({ exporter, exportTimeoutMillis: 20, scheduledDelayMillis: 60_000 });
    const trace = traced({ processors: [batches] });
    expect(await program()).toEqual(expected);
    // The one batch with all spans fails once.
    await batches.forceFlush().catch((error: unknown) => diag.error(String(error)));
    expect(errors).toHaveLength(1);
    expect(await program()).toEqual(expected);
    expect(trace.spans()).toHaveLength(8);
    expect(trace.tracking.failureCount).toBe(0);
  });

  it('in an exporter that is asked at every end never reaches the program', async () => {
    const errors = collectDiagnostics();
    const exporter: SpanExporter = { export: boom, shutdown: async () => {} };
    traced({ processors: [new SimpleSpanProcessor({ exporter })] });
    expect(await program()).toEqual(expected);
    await new Promise((resolve) => setImmediate(resolve));
    expect(errors.filter((text) => text.includes('bud'))).toEqual([]);
  });

  it('in an aggregate leaves the rest of the span, and its rejection unhappened', async () => {
    const errors = collectDiagnostics();
    const trace = traced();
    const never = () => new Promise(() => {});
    const aggregates = [() => boom, () => async () => boom(), boom, () => 'no function', () => never];
    for (const aggregate of aggregates) {
      const run = __bud.iterate(
        S_gen,
        function* () {
          yield 1;
        },
        undefined,
        [],
        [],
        aggregate,
      ) as Iterable<number>;
      expect([...run]).toEqual([1]);
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(trace.spans().map((span) => span.attributes['bud.track.yield_count'])).toEqual([1, 1, 1, 1, 1]);
    expect(errors).toHaveLength(1);
  });

  it('in the diagnostic logger itself goes nowhere', () => {
    diag.setLogger(
      { error: boom, warn: boom, info: boom, debug: boom, verbose: boom },
      { suppressOverrideMessage: true },
    );
    diag.setLogger(
      { error: boom, warn() {}, info() {}, debug() {}, verbose() {} },
      { suppressOverrideMessage: true, logLevel: DiagLogLevel.ERROR },
    );
    traced({ tracerProvider: { getTracer: boom } });
    expect(work(1)).toBe(2);
  });
});

describe('a tracked function that tracking itself calls', () => {
  it('as a span processor is not tracked again', async () => {
    const processor: SpanProcessor = { ...idle, onStart: () => void work(7), onEnd: () => void [...items()] };
    const trace = traced({ processors: [processor] });
    expect(await program()).toEqual(expected);
    expect(trace.spans().map(({ name }) => name)).toEqual(['work', 'items', 'later', 'stream']);
    expect(trace.tracking.failureCount).toBe(0);
  });

  it('as the iterator of arrays is not tracked again', () => {
    const native = Object.getOwnPropertyDescriptor(Array.prototype, Symbol.iterator)!;
    const S_iterator = site('iterator', 'generator');
    const trace = traced({ contextManager: false });
    let result: unknown;
    Array.prototype[Symbol.iterator] = function* iterator(this: unknown[]): Generator<unknown, undefined> {
      if (__bud.on && __bud.enter(S_iterator))
        return (yield* __bud.iterate(S_iterator, iterator, this, []) as Generator) as undefined;
      for (let index = 0; index < this.length; index++) yield this[index];
      return undefined;
    } as (typeof Array.prototype)[typeof Symbol.iterator];
    try {
      const [first] = [work(4)];
      result = first;
    } finally {
      Object.defineProperty(Array.prototype, Symbol.iterator, native);
    }
    expect(result).toBe(8);
    expect(trace.spans().map(({ name }) => name)).toEqual(['work', 'iterator']);
  });
});

describe('startTracking', () => {
  it('does nothing until it is called, and nothing after stop', () => {
    expect(__bud.on).toBe(false);
    const trace = traced();
    work(1);
    trace.tracking.stop();
    expect([work(1), ...items()]).toEqual([2, 1, 2]);
    expect(trace.spans()).toHaveLength(1);
    expect(__bud.on).toBe(false);
  });

  it('called twice replaces the recorder; stopping the first then changes nothing', () => {
    const warnings = collectDiagnostics();
    const first = traced();
    const second = traced();
    first.tracking.stop();
    work(1);
    expect([first.spans().length, second.spans().length]).toEqual([0, 1]);
    expect(warnings.filter((text) => text.includes('startTracking'))).toHaveLength(1);
  });

  it('is taken back by the first stop, further ones change nothing', () => {
    const warnings = collectDiagnostics();
    const first = traced();
    first.tracking.stop();
    first.tracking.stop();
    expect(__bud.on).toBe(false);
    const second = traced();
    first.tracking.stop();
    expect(work(1)).toBe(2);
    expect([first.spans().length, second.spans().length]).toEqual([0, 1]);
    expect(warnings.filter((text) => text.startsWith('bud: '))).toEqual([]);
  });

  it('can be stopped by the very functions it tracks', async () => {
    const trace = traced();
    const stopping = __bud.call(
      site('stopping', 'async'),
      async () => {
        trace.tracking.stop();
        await null;
        return work(2);
      },
      undefined,
      [],
    );
    expect(await stopping).toBe(4);
    expect(trace.tree()).toEqual(['stopping < -']);
  });

  it('lets calls that already run go on, and ends their spans', async () => {
    const trace = traced();
    const running = __bud.call(
      site('slow', 'async'),
      async () => new Promise((resolve) => setImmediate(resolve, 'done')),
      undefined,
      [],
    );
    const generator = items();
    const asyncGenerator = stream();
    generator.next();
    await asyncGenerator.next();
    trace.tracking.stop();
    expect(await running).toBe('done');
    expect([...generator]).toEqual([2]);
    expect(await asyncGenerator.next()).toEqual({ value: 6, done: false });
    expect(await asyncGenerator.next()).toEqual({ value: undefined, done: true });
    expect(
      trace
        .spans()
        .map((span) => span.name)
        .toSorted(),
    ).toEqual(['items', 'slow', 'stream']);
    expect(trace.spans().map(({ attributes }) => attributes['bud.track.end_reason'])).toEqual([
      'shutdown',
      'shutdown',
      'shutdown',
    ]);
  });

  it('records nothing, harmlessly, when the application has no SDK', () => {
    const tracking = startTracking();
    expect([work(1), ...items()]).toEqual([2, 1, 2]);
    expect(tracking.failureCount).toBe(0);
    tracking.stop();
  });
});
