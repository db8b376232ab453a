import { startTracking } from '@bud/runtime/otel';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { TracerProvider } from '@opentelemetry/sdk-trace';

/** Starts a recorder whose spans are counted and thrown away. */
export function startRecording() {
  let count = 0;
  const counter = {
    onStart: () => void (count += 1),
    onEnd: () => {},
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const tracking = startTracking({ tracerProvider: new TracerProvider({ spanProcessors: [counter] }) });
  return { spanCount: () => count, failureCount: () => tracking.failureCount };
}
