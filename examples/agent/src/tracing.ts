import { startTracking } from '@bud/runtime/otel';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace';

import { StartOrder } from './start-order.ts';

/** Tracing that is switched on. */
export interface Tracing {
  /** Switches tracing off and hands over every span that ended, in the order they started. */
  stop(): Promise<readonly ReadableSpan[]>;
}

/** OpenTelemetry as any program sets it up, except that the spans stay in memory, and Bud Track on top of it. */
export function startTracing(): Tracing {
  const exporter = new InMemorySpanExporter();
  const startOrder = new StartOrder();
  const tracerProvider = new TracerProvider({ spanProcessors: [startOrder, new SimpleSpanProcessor({ exporter })] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const tracking = startTracking({ tracerProvider });
  return {
    async stop() {
      tracking.stop();
      await tracerProvider.forceFlush();
      const spans = startOrder.arrange(exporter.getFinishedSpans());
      await tracerProvider.shutdown();
      return spans;
    },
  };
}
