// Runs one program in a process of its own: node run-case.mjs <file> <plain|off|on>. Prints one line of JSON:
// what `__run` returned or the error that came out of it, and the names of the recorded spans.
import { pathToFileURL } from 'node:url';

const [, , file, mode] = process.argv;
const spans = [];
if (mode === 'on') await startRecording();

const result = await observe();
// Written to the end before the process may end: a program can leave timers and handlers behind.
process.stdout.write(`${JSON.stringify({ ...result, spans })}\n`);

async function observe() {
  try {
    await import(pathToFileURL(file).href);
    return { observation: visible(await globalThis.__run()) };
  } catch (error) {
    return { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

/** JSON drops `undefined`; an observation must not. */
function visible(value) {
  return JSON.parse(JSON.stringify(value, (_key, item) => (item === undefined ? '<undefined>' : item)) ?? 'null');
}

async function startRecording() {
  const { context } = await import('@opentelemetry/api');
  const { AsyncLocalStorageContextManager } = await import('@opentelemetry/context-async-hooks');
  const { BasicTracerProvider } = await import('@opentelemetry/sdk-trace-base');
  const { startTracking } = await import('@bud/runtime/otel');
  const collect = {
    onStart: (span) => void spans.push(span.name),
    onEnd: () => {},
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  startTracking({ tracerProvider: new BasicTracerProvider({ spanProcessors: [collect] }) });
}
