// One major of a client: every way to call it plain, then every way recorded. Prints what was seen as a line of JSON.
//
//   node observe.mjs <library> <package>
import { setTimeout } from 'node:timers/promises';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { context, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { autoInstrument } from '@bud/llm';
import { startTracking } from '@bud/runtime/otel';
import { startModelServer } from './model-server.mjs';
import { comparable, seenBy } from './ways.mjs';

const [library, name] = process.argv.slice(2);
const { afterwards, classOf, clientOf, forms, instrumented } = await import(`./clients/${library}.mjs`);
const Client = classOf(await import(name));
const server = await startModelServer();
const client = clientOf(Client, server);

const plain = {};
for (const [way, form] of Object.entries(forms)) plain[way] = await observe(form);

context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const exporter = new InMemorySpanExporter();
// The provider of the whole process: clients that make spans by themselves make them here.
trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
const tracking = startTracking();
const uninstrument = autoInstrument(instrumented({ Client, client }), { captureContent: true });
const observed = {};
for (const [way, form] of Object.entries(forms)) {
  exporter.reset();
  const { seen, bodies } = await observe(form);
  while (tracking.openCount > 0) await setTimeout(5);
  const isSame = seen === plain[way].seen && bodies === plain[way].bodies;
  observed[way] = { isSame, seen, plain: plain[way].seen, spans: exporter.getFinishedSpans().map(shown) };
}
uninstrument();
exporter.reset();
await afterwards(client);
const ours = exporter.getFinishedSpans().filter(({ instrumentationScope }) => instrumentationScope.name === 'bud.llm');
server.close();
console.log(JSON.stringify({ observed, failures: tracking.failureCount, afterwards: ours.length }));

async function observe(form) {
  server.bodies.length = 0;
  const seen = await seenBy(form, { client, Client });
  return { seen, bodies: comparable(server.bodies) };
}

function shown({ name, status, attributes }) {
  return { name, status: status.code, attributes };
}
