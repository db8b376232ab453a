// One major of a client: every form plain, then every form recorded. Prints what was seen as a line of JSON.
import { setTimeout } from 'node:timers/promises';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { context } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { autoInstrument } from '@bud/llm';
import { startTracking } from '@bud/runtime/otel';
import { comparable, forms, seenBy } from './forms.mjs';
import { startModelServer } from './model-server.mjs';

const { default: OpenAI } = await import(process.argv[2]);
const server = await startModelServer();
const client = new OpenAI({ apiKey: 'none', baseURL: server.url, maxRetries: 0 });

const plain = {};
for (const [name, form] of Object.entries(forms)) plain[name] = await observe(form);

context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const exporter = new InMemorySpanExporter();
const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
const tracking = startTracking({ tracerProvider });
const uninstrument = autoInstrument(OpenAI, { captureContent: true });
const observed = {};
for (const [name, form] of Object.entries(forms)) {
  exporter.reset();
  const { seen, bodies } = await observe(form);
  while (tracking.openCount > 0) await setTimeout(5);
  const isSame = seen === plain[name].seen && bodies === plain[name].bodies;
  observed[name] = { isSame, seen, plain: plain[name].seen, spans: exporter.getFinishedSpans().map(shown) };
}
uninstrument();
exporter.reset();
await client.chat.completions.create({ model: 'gpt-4o', messages: [] });
server.close();
console.log(
  JSON.stringify({ observed, failures: tracking.failureCount, afterwards: exporter.getFinishedSpans().length }),
);

async function observe(form) {
  server.bodies.length = 0;
  const seen = await seenBy(form, { client, OpenAI });
  return { seen, bodies: comparable(server.bodies) };
}

function shown({ name, status, attributes }) {
  return { name, status: status.code, attributes };
}
