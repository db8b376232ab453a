// Run by context.test.ts as a worker: a tracked function below the span of the thread that started it.
import { parentPort, workerData } from 'node:worker_threads';
import { context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { gate } from '@bud/runtime';
import { startTracking } from '@bud/runtime/otel';

const exporter = new InMemorySpanExporter();
const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
startTracking({ tracerProvider });

const site = { name: 'child', runs: 'async', function: 'child', inputs: ['x'] };
async function child(x) {
  if (gate.on && gate.enter(site)) {
    gate.handed = [site, child, this, x];
    const begun = gate.begin();
    try {
      return begun.end(await begun.promise);
    } catch (error) {
      throw begun.fail(error);
    }
  }
  await null;
  return x * 2;
}

const parent = trace.setSpanContext(ROOT_CONTEXT, { ...workerData.spanContext, isRemote: true });
const result = await context.with(parent, child, undefined, workerData.x);
await tracerProvider.forceFlush();
const [span] = exporter.getFinishedSpans();
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of worker_threads, no window
parentPort.postMessage({ result, traceId: span.spanContext().traceId, parentSpanId: span.parentSpanContext.spanId });
