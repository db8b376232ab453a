/**
 * One set of providers, from its options to its end:
 *
 *   ResolvedOptions ─ start ─▶ Running
 *     resource, scrubber, exporters ─▶ sinks ─▶ pipeline ─▶ tracer, logger and meter provider
 *     flush      everything that has ended arrives
 *     shutdown   … after what is open was ended; then nothing is recorded any more
 *     endNow     the same without waiting for anything: the process is ending
 */
import type { MeterProvider as ApiMeterProvider, TracerProvider as ApiTracerProvider } from '@opentelemetry/api';
import type { LoggerProvider as ApiLoggerProvider } from '@opentelemetry/api-logs';
import { callWithTimeout, TimeoutError } from '@opentelemetry/core';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import type { MeterProvider } from '@opentelemetry/sdk-metrics';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { resolveTrackingOptions } from '@bud/runtime/otel';
import { systemClock, type Clock, type QueueListener } from '../export/queue.ts';
import { exporterOf } from '../export/targets.ts';
import type { ExportListener, Exporter } from '../export/exporter.ts';
import type { ExportTarget } from '../export/target-options.ts';
import type { ResolvedOptions } from '../options/options.ts';
import { HeldTraces } from '../pipeline/held-traces.ts';
import { createPipeline, type Pipeline, type PipelineParts } from '../pipeline/pipeline.ts';
import { createSampler, holdsTraces, ratioSampler } from '../pipeline/sampler.ts';
import { createScrubber } from '../pipeline/scrub.ts';
import { createSink, type Batch, type Sink } from '../pipeline/sinks.ts';
import { createViewerSink, type ViewerSink } from '../pipeline/viewer-sink.ts';
import type { HttpRequest, Platform } from '../platform/platform.ts';
import { hidePersonalData, type ValueOptions } from '@bud/value';
import type { Parts } from './default-instance.ts';
import type { Reporter } from './reporter.ts';
import { conventionsOf } from '../convention/conventions.ts';
import { startMetering, type Metering } from './metering.ts';
import { resourceOf } from './resource.ts';

/** Providers that record, and how they end. */
export interface Running {
  readonly tracerProvider: ApiTracerProvider;
  readonly meterProvider: ApiMeterProvider;
  readonly loggerProvider: ApiLoggerProvider;
  readonly values: ValueOptions;
  readonly parts: Parts;
  /** Those that get something. */
  readonly exporters: readonly Exporter[];
  /** Absent: nobody looks for a viewer. */
  readonly viewer: ViewerSink | undefined;
  readonly pipeline: Pipeline;
  flush(): Promise<void>;
  shutdown(timeoutMs: number): Promise<void>;
  endNow(timeoutMs: number): void;
}

/** Starts the providers of one instance; nothing is registered here. */
export function startProviders(
  options: ResolvedOptions,
  platform: Platform,
  reporter: Reporter,
  watchers: PipelineParts['watchers'] = () => [],
  clock: Clock = systemClock,
): Running {
  const values = resolveTrackingOptions(options.tracking, (error) => reporter.failure(error));
  const scrubber = createScrubber(values.secrets, options.scrubbing.pii ? hidePersonalData : undefined);
  const usedScrubber = options.scrubbing.isOn ? scrubber : undefined;
  const resource = resourceOf(options, platform, scrubber.attributes, (message) => reporter.once(message));
  const { sinks, viewer, exporters } = sinksFor(options, platform, reporter, clock);
  const sampler = createSampler(options.sampling);
  const pipeline = createPipeline({
    ...partsOf(options, platform, reporter, clock),
    sinks,
    values,
    scrubber: usedScrubber,
    watchers,
  });
  const intervalMs = platform.hasTimers ? options.metricIntervalMs : undefined;
  const metering = startMetering(resource, exporters(), intervalMs, reporter);
  const { provider: meterProvider } = metering;
  return {
    tracerProvider: new TracerProvider({ resource, sampler, spanProcessors: [pipeline.spans] }),
    meterProvider,
    loggerProvider: new LoggerProvider({ resource, processors: [pipeline.records] }),
    values,
    parts: { spans: pipeline.spans, scrubber: usedScrubber, sampler, resource },
    get exporters() {
      return exporters();
    },
    viewer,
    pipeline,
    async flush() {
      await Promise.all([pipeline.flush(), meterProvider.forceFlush()]);
    },
    shutdown: (timeoutMs) => shutDown(sinks, pipeline, meterProvider, reporter, timeoutMs),
    endNow: (timeoutMs) => endNow({ sinks, pipeline, metering }, platform, reporter, timeoutMs),
  };
}

/** What the options alone say of a pipeline. */
function partsOf(
  { conventions, sampling, pendingAfterMs, sourceMaps }: ResolvedOptions,
  { mapStack }: Platform,
  reporter: Reporter,
  clock: Clock,
): Omit<PipelineParts, 'sinks' | 'values' | 'scrubber' | 'watchers'> {
  return {
    conventions: conventionsOf(conventions),
    mapStack: sourceMaps ? mapStack : undefined,
    hold: holdsTraces(sampling) ? (emit) => new HeldTraces(sampling, ratioSampler(sampling), emit, clock) : undefined,
    pendingAfterMs,
    clock,
    report: (error) => reporter.failure(error),
  };
}

interface Sinks {
  readonly sinks: readonly Sink[];
  readonly viewer: ViewerSink | undefined;
  /** Those that get something, as far as that is known. */
  readonly exporters: () => readonly Exporter[];
}

function sinksFor(options: ResolvedOptions, platform: Platform, reporter: Reporter, clock: Clock): Sinks {
  const viewer = viewerSinkFor(options, platform, reporter, clock);
  const targets = options.targets.map((target) => sinkFor(target, options, platform, reporter, clock));
  const sinks = viewer === undefined ? targets : [...targets, viewer];
  return {
    sinks,
    viewer,
    exporters: () => (viewer?.isThere === false ? targets : sinks).map(({ exporter }) => exporter),
  };
}

function sinkFor(
  target: ExportTarget,
  { batch, traceUrl }: ResolvedOptions,
  platform: Platform,
  reporter: Reporter,
  clock: Clock,
): Sink {
  const exportListener: ExportListener = {
    report: (message) => reporter.once(message),
    onLost: (count, error) => listener.onLost(count, error),
  };
  const exporter: Exporter = exporterOf(target, platform, exportListener, traceUrl);
  const listener = reporter.listenerFor(exporter.name);
  return createSink(exporter, batchOf(batch), listener, clock);
}

function viewerSinkFor(
  { batch, looksForViewer }: ResolvedOptions,
  { viewer, post }: Platform,
  reporter: Reporter,
  clock: Clock,
): ViewerSink | undefined {
  if (!looksForViewer || viewer === undefined) return undefined;
  const listenerFor = (name: string): QueueListener => reporter.listenerFor(name);
  const report = (message: string): void => reporter.once(message);
  return createViewerSink({ viewer, post, batch: batchOf(batch), listenerFor, clock, report });
}

function batchOf({ queue, size, delayMs }: ResolvedOptions['batch']): Batch {
  return { capacity: queue, batchSize: size, delayMs };
}

async function shutDown(
  sinks: readonly Sink[],
  pipeline: Pipeline,
  meterProvider: MeterProvider,
  reporter: Reporter,
  timeoutMs: number,
): Promise<void> {
  pipeline.endOpen();
  const flushed = Promise.all([pipeline.flush(), meterProvider.shutdown()]);
  await callWithTimeout(flushed, timeoutMs).catch((error: unknown) => {
    if (!(error instanceof TimeoutError)) return reporter.failure(error);
    reporter.once(`not everything was sent within ${timeoutMs} ms; \`exitTimeoutMs\` sets how long that may take.`);
  });
  await Promise.all(sinks.map((sink) => sink.shutdown()));
}

interface Ended {
  readonly sinks: readonly Sink[];
  readonly pipeline: Pipeline;
  readonly metering: Metering;
}

function endNow(
  { sinks, pipeline, metering }: Ended,
  { postAtExit }: Platform,
  reporter: Reporter,
  timeoutMs: number,
): void {
  pipeline.endOpen();
  for (const { exporter } of sinks) if (exporter.isImmediate) void exporter.flush?.();
  const requests: (readonly [Exporter, HttpRequest])[] = sinks.flatMap((sink) =>
    sink.takeRequests().map((request) => [sink.exporter, request] as const),
  );
  try {
    requests.push(...lastMetrics(metering, reporter));
  } catch (error) {
    reporter.failure(error);
  }
  const taken = postAtExit?.(
    requests.map(([, request]) => request),
    timeoutMs,
  );
  const late = requests.filter((_, index) => taken?.[index] !== true).map(([exporter]) => exporter);
  for (const { name } of new Set(late))
    reporter.once(
      `${name}: the process ended before the last spans, logs and metrics were taken; \`exitTimeoutMs\` sets how long that may take.`,
    );
}

/** Metrics that were not sent yet: an exporter that needs no time gets them, the others' are requests. */
function lastMetrics(metering: Metering, reporter: Reporter): readonly (readonly [Exporter, HttpRequest])[] {
  return metering.unsent().flatMap(([exporter, metrics]) => {
    if (exporter.isImmediate) {
      void exporter.exportMetrics?.(metrics);
      return [];
    }
    const request = exporter.metricsRequest?.(metrics);
    if (request !== undefined) return [[exporter, request] as const];
    reporter.once(
      `${exporter.name}: the last metrics are lost, because it cannot send while the process exits; await \`shutdown()\` before.`,
    );
    return [];
  });
}
