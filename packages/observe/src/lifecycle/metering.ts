import { ExportResultCode } from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  MeterProvider,
  MetricReader,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import type { Exporter } from '../export/exporter.ts';
import { fingerprint, metricsNow } from './metrics-now.ts';
import type { Reporter } from './reporter.ts';

type Send = (metrics: ResourceMetrics) => Promise<void>;

/** The metrics of one instance. */
export interface Metering {
  readonly provider: MeterProvider;
  /** What each exporter does not have yet, when nothing asynchronous runs any more. */
  unsent(): readonly (readonly [exporter: Exporter, metrics: ResourceMetrics])[];
}

/**
 * Collects metrics for the exporters that take them: each `intervalMs`, and whenever everything is flushed; only then where
 * no timers may be set, which an absent interval says.
 */
export function startMetering(
  resource: Resource,
  exporters: readonly Exporter[],
  intervalMs: number | undefined,
  reporter: Reporter,
): Metering {
  const takers = exporters.filter((exporter) => exporter.exportMetrics !== undefined);
  const sent = new Map<Exporter, string>();
  const sendTo =
    (exporter: Exporter): Send =>
    async (metrics) => {
      try {
        await exporter.exportMetrics?.(metrics);
        sent.set(exporter, fingerprint(metrics));
      } catch (error) {
        reporter.once(
          `${exporter.name}: metrics are lost (${error instanceof Error ? error.message : String(error)}).`,
        );
      }
    };
  const readers = takers.map((exporter) => readerOf(sendTo(exporter), intervalMs));
  const provider = new MeterProvider({ resource, readers });
  return {
    provider,
    unsent: () =>
      takers.flatMap((exporter, index) => {
        const metrics = metricsNow(provider, index);
        return metrics === undefined || fingerprint(metrics) === sent.get(exporter) ? [] : [[exporter, metrics]];
      }),
  };
}

/** OpenTelemetry's default; it must not be longer than the interval. */
const longestExportMs = 30_000;

function readerOf(send: Send, intervalMs: number | undefined): MetricReader {
  if (intervalMs === undefined) return new FlushedReader(send);
  return new PeriodicExportingMetricReader({
    exporter: pushing(send),
    exportIntervalMillis: intervalMs,
    exportTimeoutMillis: Math.min(intervalMs, longestExportMs),
  });
}

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
