import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
  type DataPoint,
  type Histogram,
} from '@opentelemetry/sdk-metrics';
import { expect, onTestFinished, test } from 'vitest';
import { useModelClient } from './model-client.ts';
import { recordCalls } from './recorded.ts';

const model = useModelClient();

const ask = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'Hi' }] };

/** A real SDK; gives what it has measured under a name. */
function measure(): (name: string) => Promise<readonly DataPoint<Histogram>[]> {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const provider = new MeterProvider({ readers: [reader] });
  metrics.setGlobalMeterProvider(provider);
  onTestFinished(async () => {
    metrics.disable();
    await provider.shutdown();
  });
  return async (name) => {
    await provider.forceFlush();
    const found = exporter
      .getMetrics()
      .at(-1)
      ?.scopeMetrics.flatMap((scope) => scope.metrics)
      .find(({ descriptor }) => descriptor.name === name);
    // Proof of the cast: all of ours are histograms.
    return (found?.dataPoints ?? []) as readonly DataPoint<Histogram>[];
  };
}

const request = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-4o',
  'server.address': '127.0.0.1',
  'server.port': expect.any(Number),
};
const answered = { ...request, 'gen_ai.response.model': 'gpt-4o-2024-08-06' };

test('tokens are counted by their type, in the published buckets', async () => {
  const pointsOf = measure();
  recordCalls();
  await model.client.chat.completions.create(ask);
  await model.client.chat.completions.create(ask);
  const points = await pointsOf('gen_ai.client.token.usage');
  expect(points.map(({ attributes, value: { count, sum } }) => [attributes, count, sum])).toEqual([
    [{ ...answered, 'gen_ai.token.type': 'input' }, 2, 20],
    [{ ...answered, 'gen_ai.token.type': 'output' }, 2, 4],
  ]);
  expect(points[0]?.value.buckets.boundaries).toEqual([
    1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864,
  ]);
});

test('durations say which calls failed, and with what', async () => {
  const pointsOf = measure();
  recordCalls();
  await model.client.chat.completions.create(ask);
  await expect(model.client.chat.completions.create({ ...ask, model: 'unknown' })).rejects.toThrow('400');
  const points = await pointsOf('gen_ai.client.operation.duration');
  expect(points.map(({ attributes, value }) => [attributes, value.count])).toEqual([
    [answered, 1],
    [{ ...request, 'gen_ai.request.model': 'unknown', 'error.type': 'BadRequestError' }, 1],
  ]);
  expect(points[0]?.value.buckets.boundaries).toEqual([
    0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
  ]);
});

test('chunks of a stream: the first, and each of the others', async () => {
  const pointsOf = measure();
  const recorded = recordCalls();
  for await (const _ of await model.client.chat.completions.create({ ...ask, stream: true }));
  const [first] = await pointsOf('gen_ai.client.operation.time_to_first_chunk');
  const [later] = await pointsOf('gen_ai.client.operation.time_per_output_chunk');
  expect([first?.attributes, first?.value.count]).toEqual([request, 1]);
  expect(first?.value.sum).toBe(recorded.spans[0]?.attributes['gen_ai.response.time_to_first_chunk']);
  expect([later?.attributes, later?.value.count]).toEqual([request, 3]);
});

test('nothing is measured of functions around a call, and nothing fails where nobody measures', async () => {
  const recorded = recordCalls();
  await model.client.chat.completions.create(ask);
  expect(recorded.spans).toHaveLength(1);
  expect(recorded.tracking.failureCount).toBe(0);
});
