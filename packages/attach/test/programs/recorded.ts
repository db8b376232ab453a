import { setTimeout } from 'node:timers/promises';
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { startTracking } from '@bud/runtime/otel';

// A program with a recorder of its own: it counts what it did, and what that recorder saw.

const exporter = new InMemorySpanExporter();
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
let tracking = start();
let runs = 0;
const stopped = new AbortController();
let foreign = 0;

function start() {
  return startTracking({
    tracerProvider: new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }),
  });
}

/** @track */
async function outer(run: number) {
  const sums: number[] = [];
  for await (const part of parts(run)) sums.push(await inner(part));
  void later(run).catch(() => {});
  if (trace.getActiveSpan() === undefined) foreign += 1;
  return sums;
}

/** @track */
async function* parts(run: number) {
  yield run;
  await setTimeout(1);
  yield run + 1;
}

/** @track */
const inner = async (part: number) => {
  await null;
  return part * 2;
};

/** @track */
function later(run: number) {
  return run % 3 === 0 ? Promise.reject(new Error('third')) : Promise.resolve(run);
}

async function go() {
  while (!stopped.signal.aborted) {
    runs += 1;
    await outer(runs);
  }
  await setTimeout(10);
  const spans = exporter.getFinishedSpans();
  const named = (name: string) => spans.filter((span) => span.name === name);
  const ids = new Map(spans.map((span) => [span.spanContext().spanId, span.name]));
  process.send?.({
    runs,
    foreign,
    spans: ['outer', 'parts', 'inner', 'later'].map((name) => named(name).length),
    errors: named('later').filter(({ status }) => status.code === 2).length,
    parents: [
      ...new Set(spans.map((span) => `${span.name} < ${ids.get(span.parentSpanContext?.spanId ?? '') ?? '-'}`)),
    ].toSorted(),
    yields: named('parts').every(({ attributes }) => attributes['bud.track.yield_count'] === 2),
    open: tracking.openCount,
  });
}

process.on('message', (message) => {
  if (message === 'stop recording') tracking.stop();
  if (message === 'record again') tracking = start();
  if (message === 'state') stopped.abort();
});
void go();
process.send?.('ready');
