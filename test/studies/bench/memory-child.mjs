// Run by memory.mjs with `--expose-gc`; prints JSON.
import { setImmediate as turn } from 'node:timers/promises';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { BasicTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { startTracking } from '@bud/runtime/otel';
import { compiled } from './contender.mjs';

const source = `
/** @track */ function plain(x) { return x; }
/** @track */ async function waiting(x) { await null; return x; }
/** @track */ function* items(x) { yield x; yield x; }
export const kinds = {
  sync: async (n) => { for (let i = 0; i < n; i++) plain(i); },
  async: async (n) => { for (let i = 0; i < n; i++) await waiting(i); },
  generator: async (n) => { for (let i = 0; i < n; i++) for (const item of items(i)); },
  'generator, dropped half-way': async (n) => { for (let i = 0; i < n; i++) items(i).next(); },
};`;

/** Calls between two turns of the event loop; without turns, nothing that was dropped would be reported as such. */
const batch = 10_000;

const exporter = { export: (_spans, done) => done({ code: 0 }), shutdown: async () => {} };
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
startTracking({ tracerProvider: provider });

const { module } = await compiled('memory', source);
const results = [];
for (const [kind, call] of Object.entries(module.kinds)) {
  await repeat(call, 100_000);
  const early = await heapInUse();
  await repeat(call, 900_000);
  results.push({ kind, early, late: await heapInUse() });
}
console.log(JSON.stringify(results));

async function repeat(call, count) {
  for (let done = 0; done < count; done += batch) {
    await call(batch);
    await turn();
  }
}

async function heapInUse() {
  // What the first collection finds dropped is finalized in the next turns, and freed by the last.
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc();
    await turn();
  }
  return process.memoryUsage().heapUsed;
}
