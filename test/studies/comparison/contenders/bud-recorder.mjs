import { openTelemetry, readSpan, spanCollector } from '../open-telemetry.mjs';

const root = new URL('../../../../', import.meta.url);

/** A built file of the runtime, whether or not packages are linked into this folder. */
export const runtimeFile = (name) => new URL(`packages/runtime/dist/${name}.js`, root).href;

/** Starts the recorder with the OpenTelemetry of the repository's root, the one that the runtime itself gets. */
export async function startRecorder() {
  const { startTracking } = await import(runtimeFile('otel'));
  const { api, BasicTracerProvider, AsyncLocalStorageContextManager } = openTelemetry(new URL('package.json', root));
  const collector = spanCollector();
  api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const start = () => startTracking({ tracerProvider: new BasicTracerProvider({ spanProcessors: [collector] }) });
  let tracking = start();
  return {
    spans: () => collector.spans(readSpan),
    clear: collector.clear,
    /** The next row is recorded again. */
    async stop() {
      tracking.stop();
      tracking = start();
    },
  };
}
