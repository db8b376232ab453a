import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Exporter } from './exporter.ts';

/** An exporter that keeps what it gets. */
export interface MemoryExporter extends Exporter {
  readonly spans: readonly ReadableSpan[];
  readonly pending: readonly ReadableSpan[];
  readonly logs: readonly ReadableLogRecord[];
  readonly metrics: readonly ResourceMetrics[];
  /** Forgets everything. */
  clear(): void;
}

/**
 * Keeps telemetry in memory, for tests and for looking at it: every span is there as soon as it has ended.
 *
 * @example
 * import { configure, memoryExporter, span } from '@bud/observe';
 *
 * const memory = memoryExporter();
 * configure({ export: [memory] });
 * span('work', () => {});
 * memory.spans.map(({ name }) => name); // ['work']
 */
export function memoryExporter(): MemoryExporter {
  const spans: ReadableSpan[] = [];
  const pending: ReadableSpan[] = [];
  const logs: ReadableLogRecord[] = [];
  const metrics: ResourceMetrics[] = [];
  return {
    name: 'memory',
    isLocal: true,
    isImmediate: true,
    spans,
    pending,
    logs,
    metrics,
    exportSpans: (ended) => void spans.push(...ended),
    exportPending: (open) => void pending.push(...open),
    exportLogs: (records) => void logs.push(...records),
    exportMetrics: (collected) => void metrics.push(collected),
    clear() {
      for (const list of [spans, pending, logs, metrics]) list.length = 0;
    },
  };
}
