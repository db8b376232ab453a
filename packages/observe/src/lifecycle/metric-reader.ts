import { ExportResultCode } from '@opentelemetry/core';
import {
  AggregationTemporality,
  MetricReader,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import type { Exporter } from '../export/exporter.ts';
import type { Reporter } from './reporter.ts';

type Send = (metrics: ResourceMetrics) => Promise<void>;

/**
 * What collects metrics for an exporter that takes them: each `intervalMs`, and whenever everything is flushed; only then
 * where no timers may be set, which an absent interval says.
 */
export function metricReaders(
  exporter: Exporter,
  intervalMs: number | undefined,
  reporter: Reporter,
): readonly MetricReader[] {
  if (exporter.exportMetrics === undefined) return [];
  const send: Send = async (metrics) => {
    try {
      await exporter.exportMetrics?.(metrics);
    } catch (error) {
      reporter.once(`${exporter.name}: metrics are lost (${error instanceof Error ? error.message : String(error)}).`);
    }
  };
  if (intervalMs === undefined) return [new FlushedReader(send)];
  const exportTimeoutMillis = Math.min(intervalMs, longestExportMs);
  return [
    new PeriodicExportingMetricReader({
      exporter: pushing(send),
      exportIntervalMillis: intervalMs,
      exportTimeoutMillis,
    }),
  ];
}

/** OpenTelemetry's default; it must not be longer than the interval. */
const longestExportMs = 30_000;

function pushing(send: Send): PushMetricExporter {
  const underWay = new Set<Promise<void>>();
  return {
    export(metrics, done) {
      // The reader would wait for the answer with a timer that keeps the process alive.
      const sent = send(metrics).finally(() => underWay.delete(sent));
      underWay.add(sent);
      done({ code: ExportResultCode.SUCCESS });
    },
    selectAggregationTemporality: () => AggregationTemporality.CUMULATIVE,
    forceFlush: async () => void (await Promise.all(underWay)),
    shutdown: async () => void (await Promise.all(underWay)),
  };
}

/** Collects when it is told to; OpenTelemetry's SDK takes nothing but a class of its own. */
class FlushedReader extends MetricReader {
  readonly #send: Send;

  constructor(send: Send) {
    super();
    this.#send = send;
  }

  protected override async onForceFlush(): Promise<void> {
    const { resourceMetrics } = await this.collect();
    if (resourceMetrics.scopeMetrics.length > 0) await this.#send(resourceMetrics);
  }

  protected override onShutdown(): Promise<void> {
    return this.onForceFlush();
  }
}
