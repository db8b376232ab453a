import { startTracking } from '@bud/runtime/otel';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { Label } from './label';
import { plan, steps } from './plan';

const exporter = new InMemorySpanExporter();
startTracking({ tracerProvider: new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }) });

/** The test waits for it. */
(globalThis as unknown as { ended: Promise<unknown> }).ended = (async () => {
  const results = [Label({ text: 'a' }), await plan('tea'), [...steps(2)]];
  const spans = exporter.getFinishedSpans().map(({ name, attributes }) => ({ name, attributes }));
  return { results, spans };
})();
