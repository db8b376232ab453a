// One major of a client: every way to call it plain, then every way recorded. Prints what was seen as a line of JSON.
//
//   node observe.mjs <library> <package> autoInstrument    the client that Node loads, instrumented while the program runs
//   node observe.mjs <library> <package> traced            the same, with functions in place of the library's
//   node observe.mjs <library> <package> libraries         its bundle, in which the compiler has tracked it
import { setTimeout } from 'node:timers/promises';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { context, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { autoInstrument, readLibraries, traced } from '@bud/llm';
import { startTracking } from '@bud/runtime/otel';
import { importBundled } from './bundled.mjs';
import { startModelServer } from './model-server.mjs';
import { comparable, seenBy } from './ways.mjs';

const [library, name, way] = process.argv.slice(2);
const { afterwards, classOf, clientOf, forms, instrumented } = await import(`./clients/${library}.mjs`);
const server = await startModelServer();
const isBundled = way === 'libraries';
const Plain = classOf(await (isBundled ? importBundled(name, []) : import(name)));

const plainClient = clientOf(Plain, server);
const plain = {};
for (const [call, form] of Object.entries(forms)) plain[call] = await observe(form, plainClient, Plain);

context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const exporter = new InMemorySpanExporter();
// The provider of the whole process: clients that make spans by themselves make them here.
trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
// What nobody reads is abandoned soon.
const tracking = startTracking({ idleMs: 500 });
const options = { captureContent: true };
const Client = await recordedClass();
const client = Client === Plain ? plainClient : clientOf(Client, server);
const uninstrument = way === 'autoInstrument' ? autoInstrument(instrumented({ Client, client }), options) : undefined;
const observed = {};
for (const [call, form] of Object.entries(forms)) {
  exporter.reset();
  const { seen, bodies } = await observe(form, client, Client);
  while (tracking.openCount > 0) {
    // What nobody holds any more has to be collected to be noticed.
    globalThis.gc?.();
    await setTimeout(5);
  }
  const isSame = seen === plain[call].seen && bodies === plain[call].bodies;
  observed[call] = { isSame, seen, plain: plain[call].seen, spans: exporter.getFinishedSpans().map(shown) };
}
// What the compiler wrote, or stands in the library's place, stays; it is switched off with all tracking.
if (uninstrument === undefined) tracking.stop();
else uninstrument();
exporter.reset();
await afterwards(client);
const ours = exporter.getFinishedSpans().filter(({ instrumentationScope }) => instrumentationScope.name === 'bud.llm');
server.close();
console.log(JSON.stringify({ observed, failures: tracking.failureCount, afterwards: ours.length }));

async function recordedClass() {
  if (way === 'traced') return traced(Plain, options);
  if (!isBundled) return Plain;
  readLibraries(options);
  return classOf(await importBundled(name, [library]));
}

async function observe(form, client, Client) {
  server.bodies.length = 0;
  const seen = await seenBy(form, { client, Client });
  return { seen, bodies: comparable(server.bodies) };
}

function shown({ name, status, attributes }) {
  return { name, status: status.code, attributes };
}
