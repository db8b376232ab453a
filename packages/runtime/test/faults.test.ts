import { context, diag, DiagLogLevel, ROOT_CONTEXT, type ContextManager } from '@opentelemetry/api';
import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import { afterEach, describe, expect, it } from 'vitest';
import { gate as __bud } from '@bud/runtime';
import { startTracking } from '@bud/runtime/otel';
import { site } from './site.ts';
import { traced } from './tracing.ts';

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

describe('a failure of telemetry', () => {
  it.each(['onStart', 'onEnd'] as const)(
    'in a processor (%s) never reaches the program and is reported once',
    (hook) => {
      const errors = collectDiagnostics();
      const trace = traced({ processors: [{ ...idle, [hook]: boom }] });
      expect([work(1), work(2), work(3), ...items()]).toEqual([2, 4, 6, 1, 2]);
      expect(errors).toHaveLength(1);
      expect(trace.tracking.failureCount).toBe(4);
    },
  );

  it('in a provider never reaches the program', async () => {
    const errors = collectDiagnostics();
    traced({ tracerProvider: { getTracer: boom } });
    expect([work(1), work(1), ...items()]).toEqual([2, 2, 1, 2]);
    await expect(__bud.call(site('a', 'async'), async () => 5, undefined, [])).resolves.toBe(5);
    expect(errors).toHaveLength(1);
  });

  it('in a context manager runs the function once all the same', () => {
    const errors = collectDiagnostics();
    traced({ contextManager: false });
    const manager: ContextManager = {
      active: () => ROOT_CONTEXT,
      with: boom,
      bind: (_context, target) => target,
      enable: () => manager,
      disable: () => manager,
    };
    context.setGlobalContextManager(manager);
    expect([work(1), ...items()]).toEqual([2, 1, 2]);
    expect(errors).toHaveLength(1);
  });

  it('in an aggregate leaves the rest of the span, and its rejection unhappened', async () => {
    const errors = collectDiagnostics();
    const trace = traced();
    const aggregates = [() => boom, () => async () => boom(), boom, () => 'no function'];
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
    expect(trace.spans().map((span) => span.attributes['bud.track.yield_count'])).toEqual([1, 1, 1, 1]);
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

  it('lets calls that already run end their spans', async () => {
    const trace = traced();
    const running = __bud.call(
      site('slow', 'async'),
      async () => new Promise((resolve) => setImmediate(resolve)),
      undefined,
      [],
    );
    const generator = items();
    generator.next();
    trace.tracking.stop();
    await running;
    expect([...generator]).toEqual([2]);
    expect(
      trace
        .spans()
        .map((span) => span.name)
        .toSorted(),
    ).toEqual(['items', 'slow']);
  });

  it('records nothing, harmlessly, when the application has no SDK', () => {
    const tracking = startTracking();
    expect([work(1), ...items()]).toEqual([2, 1, 2]);
    expect(tracking.failureCount).toBe(0);
    tracking.stop();
  });
});
