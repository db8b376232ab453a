import { expect, test } from 'vitest';
import * as bud from '@bud/observe';
import type { Exporter } from '@bud/observe';
import { systemClock } from '../../src/export/queue.ts';
import { createSink } from '../../src/pipeline/sinks.ts';

test('an exporter that cannot send while the process exits says so, and what waited is counted', async () => {
  const memory = bud.memoryExporter();
  const observing = bud.configure({ export: [memory] });
  bud.span('s').end();
  await observing.shutdown();
  const said: string[] = [];
  const exporter: Exporter = { name: 'slow', isLocal: false, isImmediate: false, exportSpans: async () => {} };
  const sink = createSink(
    exporter,
    { capacity: 10, batchSize: 10, delayMs: 60_000 },
    {
      onTrouble() {},
      onRecovery() {},
      onLost: (count, error) => void said.push(`${count}: ${error?.message}`),
    },
    systemClock,
  );
  for (const span of memory.spans) sink.span(span);
  expect(sink.takeRequests()).toEqual([]);
  expect(said).toEqual(['1: it cannot send while the process exits; await `flush()` before']);
});
