import * as api from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import * as bud from '@bud/observe';
import type { Observing } from '@bud/observe';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

let observing: Observing | undefined;
const said: string[] = [];

beforeEach(() => {
  said.length = 0;
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
    said.push(String(line));
    return true;
  });
});

afterEach(async () => {
  await observing?.shutdown();
  observing = undefined;
  vi.restoreAllMocks();
  for (const part of [api.trace, api.context, api.propagation, api.metrics]) part.disable();
});

it('is joined: its provider stays, and gets our spans', async () => {
  const theirs = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(theirs)] });
  provider.register();
  const memory = bud.memoryExporter();
  observing = bud.configure({ export: [memory], sampling: { ratio: 0.5 } });
  const call = bud.track({ name: 'call' }, async () => bud.span('ours', { apiKey: 'plainword' }).end());
  await api.trace.getTracer('theirs').startActiveSpan('theirs', async (span) => {
    await call();
    span.end();
  });
  const spans = theirs.getFinishedSpans();
  expect(spans.map(({ name }) => name)).toEqual(['ours', 'call', 'theirs']);
  expect(new Set(spans.map((span) => span.spanContext().traceId)).size).toBe(1);
  expect(spans[0]?.attributes['apiKey']).toBe('[REDACTED]');
  expect(memory.spans).toEqual([]);
  expect(said.join('')).toBe(
    'bud: another OpenTelemetry SDK is registered and makes the spans, so `export`, `sampling` have no effect. Add `spanProcessor()`, and for sampling `sampler()`, of @bud/observe to it.\n',
  );
});

it('with our processor in it, sends scrubbed spans to our exporters and to theirs', async () => {
  const theirs = new InMemorySpanExporter();
  new NodeTracerProvider({
    sampler: bud.sampler(),
    spanProcessors: [bud.spanProcessor(), new SimpleSpanProcessor(theirs)],
  }).register();
  const memory = bud.memoryExporter();
  observing = bud.configure({ export: [memory] });
  const span = api.trace.getTracer('theirs').startSpan('with sk-ant-api03-abcdefghijklmnopqrstuvwx', {
    attributes: { password: 'plainword' },
  });
  span.recordException(new Error('Authorization: Bearer abcdef123456'));
  span.end();
  for (const spans of [memory.spans, theirs.getFinishedSpans()]) {
    expect(JSON.stringify(spans.map(({ name, attributes, events }) => ({ name, attributes, events })))).not.toMatch(
      /plainword|abcdef/,
    );
    expect(spans).toHaveLength(1);
  }
});

it('that replaces ours later is reported', async () => {
  observing = bud.configure({ export: [bud.memoryExporter()] });
  api.trace.disable();
  new NodeTracerProvider().register();
  await observing.flush();
  expect(said.join('')).toContain('another OpenTelemetry SDK has replaced the provider of `configure()`');
});

it('can register after our shutdown, also when we were configured twice', async () => {
  const first = bud.configure({ export: [bud.memoryExporter()] });
  observing = bud.configure({ export: [bud.memoryExporter()] });
  await first.shutdown();
  bud.span('still recorded').end();
  await observing.shutdown();
  const theirs = new InMemorySpanExporter();
  new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(theirs)] }).register();
  api.trace.getTracer('theirs').startSpan('theirs').end();
  expect(theirs.getFinishedSpans().map(({ name }) => name)).toEqual(['theirs']);
});

it('is handed over: only tracked functions and spans of ours go there, and nothing is registered', async () => {
  const theirs = new InMemorySpanExporter();
  const tracerProvider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(theirs)] });
  observing = bud.configure({ tracerProvider });
  bud.track({ name: 'call' }, () => 1)();
  bud.span('ours').end();
  api.trace.getTracer('another').startSpan('unseen').end();
  expect(theirs.getFinishedSpans().map(({ name }) => name)).toEqual(['call', 'ours']);
});
