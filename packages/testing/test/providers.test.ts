import { configure, spanProcessor } from '@bud/observe';
import { startTracking } from '@bud/runtime/otel';
import { track } from '@bud/runtime/track';
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { SimpleSpanProcessor, TracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace';
import { afterEach, expect, it } from 'vitest';
import { assertSpanException, assertSpanHasAttributes, assertSpanHasEvent, assertSpanStatusError } from '@bud/testing';
import { assertSpanStatusOk, capture, captureProcessor, TestExporter } from '@bud/testing';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

/** Another SDK, which was there first. */
function registerOther(...spanProcessors: readonly SpanProcessor[]): void {
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [...spanProcessors] }));
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  undo.push(() => {
    trace.disable();
    context.disable();
  });
}

const work = track({ name: 'work', params: ['hours'] }, async (hours: number) => {
  trace.getActiveSpan()?.addEvent('half');
  if (hours > 8) throw new RangeError('too long');
  return hours;
});

it('says what to do where another SDK makes the spans', async () => {
  registerOther();
  await expect(capture(() => work(1))).rejects.toThrow(
    'capture() sees no spans: another OpenTelemetry SDK makes them. Add `captureProcessor()` of @bud/testing to the `spanProcessors` of its provider.',
  );
});

it('sees the spans of an SDK that `configure` has joined', async () => {
  registerOther(spanProcessor());
  undo.push(configure({ export: false }).shutdown);
  expect(String(await capture(() => work(1)))).toBe('work(hours: 1) → 1');
});

it('sees the spans of a provider that has its processor', async () => {
  registerOther(captureProcessor());
  const tracking = startTracking();
  undo.push(() => tracking.stop());
  expect(String(await capture(() => work(2)))).toBe('work(hours: 2) → 2');
});

it('an exporter keeps what a provider of the test makes', async () => {
  const exporter = new TestExporter();
  const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const tracking = startTracking({ tracerProvider });
  undo.push(() => {
    tracking.stop();
    context.disable();
  });

  const soon = exporter.waitFor('work');
  await work(3);
  expect((await soon).name).toBe('work');
  expect(exporter.getFinishedSpans()).toHaveLength(1);
  exporter.assertHasSpan('work', { 'bud.track.input.hours': 3 });
  expect(() => exporter.assertHasSpan('play')).toThrow(
    'Expected a span `play`, and there is none.\n\nwork(hours: 3) → 3',
  );
  await expect(exporter.waitFor('play', { waitMs: 5 })).rejects.toThrow(
    'No span `play` ended within 5 ms. What has ended:\n\nwork(hours: 3) → 3',
  );
  const span = exporter.getSpanByName('work');
  assertSpanHasAttributes(span, { 'bud.track.input.hours': 3 });
  assertSpanHasEvent(span, 'half');
  assertSpanStatusOk(span);
  expect(() => assertSpanStatusError(span)).toThrow('Expected something to fail, and nothing did.');
  expect(() => assertSpanStatusOk(undefined)).toThrow('not undefined (was no span found?)');

  exporter.clear();
  await expect(work(9)).rejects.toThrow('too long');
  assertSpanStatusError(exporter.getSpanByName('work'));
  assertSpanException(exporter.getSpanByName('work'), RangeError);
});
