import { startTracking } from '@bud/runtime/otel';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { answer } from './answer.ts';

const exporter = new InMemorySpanExporter();
const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
let tracking: ReturnType<typeof startTracking>;
beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  tracking = startTracking({ tracerProvider });
});
afterAll(() => {
  tracking.stop();
  context.disable();
});

test('an answer searches once, and is written from what was found', async () => {
  expect(await answer('How tall are sunflowers?')).toBe('sunflowers grow to three metres');
  const spans = exporter.getFinishedSpans();
  const asked = spans.find(({ name }) => name === 'answer');
  const inside = spans.filter(({ parentSpanContext }) => parentSpanContext?.spanId === asked?.spanContext().spanId);
  expect(inside.map(({ name, attributes }) => [name, attributes['bud.track.output']])).toEqual([
    ['search', '["sunflowers","three metres"]'],
    ['write', 'sunflowers grow to three metres'],
  ]);
});
