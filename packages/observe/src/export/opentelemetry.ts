import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import type { LogRecordExporter } from '@opentelemetry/sdk-logs';
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Exporter } from './exporter.ts';

type Done = (result: ExportResult) => void;

/** One of OpenTelemetry's exporters as one of ours. */
export function adaptedExporter(exporters: {
  readonly spanExporter?: SpanExporter;
  readonly logExporter?: LogRecordExporter;
  readonly metricExporter?: PushMetricExporter;
}): Exporter {
  const { spanExporter, logExporter, metricExporter } = exporters;
  const all = [spanExporter, logExporter, metricExporter].filter((exporter) => exporter !== undefined);
  return {
    name: all.map((exporter) => exporter.constructor.name).join(', '),
    isLocal: false,
    isImmediate: false,
    ...(spanExporter && { exportSpans: (spans) => settled((done) => spanExporter.export([...spans], done)) }),
    ...(logExporter && { exportLogs: (records) => settled((done) => logExporter.export([...records], done)) }),
    ...(metricExporter && { exportMetrics: (metrics) => settled((done) => metricExporter.export(metrics, done)) }),
    async flush() {
      await Promise.all(all.map(async (exporter) => exporter.forceFlush?.()));
    },
    async shutdown() {
      await Promise.all(all.map((exporter) => exporter.shutdown()));
    },
  };
}

function settled(run: (done: Done) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    run(({ code, error }) => {
      if (code === ExportResultCode.SUCCESS) resolve();
      else reject(error ?? new Error('the exporter gave no reason'));
    });
  });
}
