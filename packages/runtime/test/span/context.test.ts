import { EventEmitter, once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { trace } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { __bud } from '../handing.ts';
import { site } from '../site.ts';
import { traced } from '../tracing.ts';

const S_leaf = site('leaf', 'sync');
function leaf(this: unknown): number {
  if (__bud.on && __bud.enter(S_leaf)) return __bud.call(S_leaf, leaf, this, []) as number;
  return 1;
}

type Resolve = (value: unknown) => void;

/** Ways in which a program calls a function later: each calls `leaf` once and then resolves. */
const later: Readonly<Record<string, (resolve: Resolve) => unknown>> = {
  setTimeout: (resolve) => setTimeout(() => resolve(leaf()), 1),
  setInterval: (resolve) => {
    const timer = setInterval(() => {
      clearInterval(timer);
      resolve(leaf());
    }, 1);
  },
  setImmediate: (resolve) => setImmediate(() => resolve(leaf())),
  queueMicrotask: (resolve) => queueMicrotask(() => resolve(leaf())),
  'process.nextTick': (resolve) => process.nextTick(() => resolve(leaf())),
  'an event listener': (resolve) => {
    const emitter = new EventEmitter().on('done', () => resolve(leaf()));
    setImmediate(() => emitter.emit('done'));
  },
  'a reaction of a promise': (resolve) => Promise.reject(new Error('no')).catch(() => resolve(leaf())),
};

const wait = async (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));

/** Combinators over three children, of which one is the last to finish. */
const combined: Readonly<Record<string, (children: readonly Promise<number>[]) => Promise<unknown>>> = {
  'Promise.all': async (children) => Promise.all(children),
  'Promise.race': async (children) => Promise.race(children),
  'Promise.any': async (children) => Promise.any(children),
  'Promise.allSettled': async (children) => Promise.allSettled(children),
};

/** Runs two bodies as tracked functions at the same time, so that a context that leaks is found by the other. */
async function runTwo(body: () => Promise<unknown>): Promise<unknown> {
  const tracked = async (name: string) => __bud.call(site(name, 'async'), body, undefined, []) as Promise<unknown>;
  return Promise.all([tracked('first'), tracked('second')]);
}

describe('the parent of a call', () => {
  it.each(Object.keys(later))('is the function that asked for it, through %s', async (name) => {
    const tracing = traced();
    await runTwo(async () => new Promise(later[name]!));
    leaf();
    expect(tracing.tree().toSorted()).toEqual(['first < -', 'leaf < -', 'leaf < first', 'leaf < second', 'second < -']);
  });

  it.each(Object.keys(combined))('is the function that asked for it, before and after %s', async (name) => {
    const tracing = traced();
    const child = async (ms: number): Promise<number> => (await wait(ms), leaf());
    await runTwo(async () => {
      const children = [child(1), child(2), child(3)];
      await combined[name]!(children);
      leaf();
      // Those that lost the race are children, too.
      await Promise.all(children);
    });
    const leaves = tracing.tree().filter((line) => line.startsWith('leaf'));
    const of = (parent: string): string[] => Array.from({ length: 4 }, () => `leaf < ${parent}`);
    expect(leaves.toSorted()).toEqual([...of('first'), ...of('second')]);
  });

  it('is the function in whose context a listener is called, not the one that added it', () => {
    const tracing = traced();
    const emitter = new EventEmitter();
    __bud.call(site('adds', 'sync'), () => emitter.on('done', leaf), undefined, []);
    __bud.call(site('emits', 'sync'), () => emitter.emit('done'), undefined, []);
    expect(tracing.tree()).toEqual(['adds < -', 'leaf < emits', 'emits < -']);
  });

  it('is the function in another thread that handed its span context on', async () => {
    const tracing = traced();
    const start = async (): Promise<unknown> => {
      const spanContext = trace.getActiveSpan()?.spanContext();
      const worker = new Worker(new URL('worker.mjs', import.meta.url), { workerData: { spanContext, x: 21 } });
      const [message] = await once(worker, 'message');
      await worker.terminate();
      return message;
    };
    const message = await (__bud.call(site('parent', 'async'), start, undefined, []) as Promise<unknown>);
    const { traceId, spanId } = tracing.span('parent').spanContext();
    expect(message).toEqual({ result: 42, traceId, parentSpanId: spanId });
  });
});
