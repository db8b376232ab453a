import { context, trace } from '@opentelemetry/api';
import { expect, test } from 'vitest';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { startTracking } from '@bud/runtime/otel';
import { loadBoth } from './instrumented.ts';

type Kinds = Readonly<Record<string, (levels: number, atEnd: () => number) => unknown>>;

const code = `
/** @track */ function sync(n, f) { return n > 0 ? sync(n - 1, f) : f(); }
const arrow = /** @track */ (n, f) => n > 0 ? arrow(n - 1, f) : f();
const object = { /** @track */ sync(n, f) { return n > 0 ? object.sync(n - 1, f) : f(); }, /** @track */ async async(n, f) { return n > 0 ? object.async(n - 1, f) : f(); } };
/** @track */ class Agent { sync(n, f) { return n > 0 ? this.sync(n - 1, f) : f(); } async async(n, f) { return n > 0 ? this.async(n - 1, f) : f(); } }
/** @track */ async function async(n, f) { return n > 0 ? async(n - 1, f) : f(); }
/** @track */ function* items(n, f) { if (n > 0) yield* items(n - 1, f); else yield f(); }
/** @track */ async function* stream(n, f) { if (n > 0) yield* stream(n - 1, f); else yield f(); }
const agent = new Agent();
export const kinds = {
  sync, arrow, async,
  'object method': (n, f) => object.sync(n, f), 'async object method': (n, f) => object.async(n, f),
  method: (n, f) => agent.sync(n, f), 'async method': (n, f) => agent.async(n, f),
  generator: (n, f) => items(n, f).next(), 'async generator': (n, f) => stream(n, f).next(),
};`;

/** Stack frames that one more level of the recursion takes. */
function framesOf(call: Kinds[string]): number {
  const framesAt = (levels: number): number => {
    let frames = 0;
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = Infinity;
    call(levels, () => (frames = String(new Error('here').stack).split('\n').length));
    Error.stackTraceLimit = stackTraceLimit;
    return frames;
  };
  return framesAt(3) - framesAt(2);
}

const framesOfAll = (kinds: Kinds): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(kinds).map(([kind, call]) => [kind, framesOf(call)]));

test('a tracked call has no more stack frames than a hand-written startActiveSpan', async () => {
  const { plain, tracked } = await loadBoth<{ readonly kinds: Kinds }>('frames', code);
  const off = framesOfAll(tracked.kinds);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const provider = new BasicTracerProvider();
  const tracer = provider.getTracer('by hand');
  const byHand = (n: number, f: () => number): number =>
    tracer.startActiveSpan('by hand', () => (n > 0 ? byHand(n - 1, f) : f()));
  const tracking = startTracking({ tracerProvider: provider });
  const on = framesOfAll(tracked.kinds);
  const added = framesOf(byHand) - 1;
  tracking.stop();
  context.disable();
  trace.disable();
  // Resuming a generator is itself a frame, of the engine.
  const enclosed = { 'object method': 1, 'async object method': 1 } as const;
  for (const [kind, frames] of Object.entries(framesOfAll(plain.kinds))) {
    const isGenerator = kind.endsWith('generator');
    expect([kind, 'off', off[kind]]).toEqual([kind, 'off', frames + (kind in enclosed ? 1 : 0)]);
    expect([kind, 'on', on[kind]]).toEqual([kind, 'on', frames + added + (isGenerator ? 1 : 0)]);
  }
});

test('a stack that is captured in a tracked function begins at its caller', async () => {
  const stackCode = `
/** @track */ export function capture() { const error = {}; Error.captureStackTrace(error, capture); return error.stack; }`;
  interface Captures {
    capture(): string;
  }
  const { plain, tracked } = await loadBoth<Captures>('stack', stackCode);
  const topOf = ({ capture }: Captures): string | undefined => {
    const caller = (): string => capture();
    return /at (\S+)/.exec(caller())?.[1];
  };
  expect([topOf(plain), topOf(tracked)]).toEqual(['caller', 'caller']);
  const tracking = startTracking({ tracerProvider: new BasicTracerProvider() });
  expect(topOf(tracked)).toBe('caller');
  tracking.stop();
});
