/**
 * The default instance of a process:
 *
 *   configure(options)
 *     ├─ options/    resolved, or one error that lists every mistake
 *     ├─ reporter    what a person must know, once
 *     ├─ running     resource, metering (metrics-now), providers, pipeline, exporters
 *     ├─ registration  who makes the spans: we, or an SDK that was there first, with our building-blocks in it
 *     ├─ default-instance  what the functions of the module record with
 *     ├─ watching    who sees every span, whatever is configured
 *     ├─ runtime-metrics  what the process itself does, on request
 *     ├─ extension   options that other packages bring
 *     ├─ tracking    the gate goes on: tracked functions make spans
 *     └─ ending      by `shutdown()`, or with the process
 *   log-file, outbox   a file of lines, and a queue, for other packages
 *   independent      an instance of its own, beside this one
 *   configure again  replaces all of it;  shutdown()  takes it away, and leaves the process able to configure again
 */
import { context } from '@opentelemetry/api';
import { startTracking } from '@bud/runtime/otel';
import { platform } from '#platform';
import type { Exporter } from '../export/exporter.ts';
import { extensions } from '../extension.ts';
import type { ObserveOptions, ResolvedOptions } from '../options/options.ts';
import { resolveOptions } from '../options/resolve.ts';
import { sharedProxies } from '../provider/globals.ts';
import { recordException } from '../span/span.ts';
import { defaultRecording, defaultState, type ContentPolicy } from './default-instance.ts';
import { createEnding } from './ending.ts';
import { takePlace, type Registration } from './registration.ts';
import { createReporter, type Reporter } from './reporter.ts';
import { runtimeMetrics } from './runtime-metrics.ts';
import { startProviders, type Running } from './running.ts';
import { watchers } from './watching.ts';

/** What `configure` has set up. */
export interface Observing {
  /** Sends everything that has ended; resolves when it has arrived, or is known to be lost. */
  flush(): Promise<void>;
  /** Ends what is open, sends everything within `exitTimeoutMs`, and stops recording; `configure` may be called again. */
  shutdown(): Promise<void>;
  /** Spans and log records that reached no exporter. */
  readonly lost: number;
  /** Failures of recording itself; none of them reached the program. */
  readonly failures: number;
  readonly exporters: readonly Pick<Exporter, 'name' | 'isLocal'>[];
}

/**
 * Sets up spans, logs and metrics for the process, and switches tracking on.
 *
 * Without arguments everything comes from the environment: `BUD_OBSERVE_*`, then OpenTelemetry's `OTEL_*`; the service is
 * named after the program's `package.json`, and a terminal gets a tree of spans when nothing else is set. An SDK that has
 * registered its provider before is joined, not replaced. Calling it again replaces the first. Throws a `TypeError` that
 * lists every mistake in options and variables.
 *
 * @example
 * const { shutdown } = configure({ serviceName: 'search', export: [{ console: { style: 'indented' } }] });
 * await shutdown();
 */
export function configure(options: ObserveOptions = {}): Observing {
  const resolved = resolveOptions(options, { ...platform, extensions: extensions() });
  const state = defaultState();
  state.stop?.();
  const reporter = createReporter((line) => platform.terminal.warn(line));
  if (resolved.isDisabled) {
    reporter.once('`OTEL_SDK_DISABLED` is true: nothing is recorded.');
    return { flush: async () => {}, shutdown: async () => {}, lost: 0, failures: 0, exporters: [] };
  }
  const running = startProviders(resolved, platform, reporter, watchers);
  state.once = (message) => reporter.once(message);
  state.values = running.values;
  state.parts = running.parts;
  if (resolved.trackingNote !== undefined) reporter.once(resolved.trackingNote);
  const instance = start(resolved, running, reporter);
  state.stop = () => void instance.shutdown();
  state.flush = () => instance.flush();
  state.traceUrl = resolved.traceUrl;
  return instance;
}

function start(resolved: ResolvedOptions, running: Running, reporter: Reporter): Observing {
  const { exitTimeoutMs, tracking: trackingOptions } = resolved;
  const registration = takePlace(resolved, running, platform, reporter);
  const state = defaultState();
  state.isOurs = registration.isOurs;
  state.contentPolicy = contentPolicyOf(resolved, running, registration);
  const tracking = startTracking({
    ...trackingOptions,
    ...(resolved.tracerProvider !== undefined && { tracerProvider: resolved.tracerProvider }),
  });
  const stopMetrics = runtimeMetrics(resolved, platform, sharedProxies().meters);
  const stopExtensions = startExtensions(resolved);
  const ending = createEnding({
    running,
    platform,
    reporter,
    exitTimeoutMs,
    beforeFlush: () => registration.check(),
    stop: () => tracking.stop(),
    release() {
      stopMetrics();
      stopExtensions();
      registration.undo();
    },
    onCrash: (error) => recordCrash(error),
  });
  return {
    ...ending,
    get lost() {
      return reporter.lost;
    },
    get failures() {
      return reporter.failures + tracking.failureCount;
    },
    get exporters() {
      return running.exporters;
    },
  };
}

/** Starts what other packages bring; gives what ends that. */
function startExtensions({ extensions: given }: ResolvedOptions): () => void {
  const started = [...given].map(([name, value]) => extensions().get(name)?.start(value));
  return () => started.forEach((stop) => stop?.());
}

/** Where the exporters of another SDK send is not known. */
function contentPolicyOf(
  { captureContent, isProduction }: ResolvedOptions,
  running: Running,
  { isOurs }: Registration,
): ContentPolicy {
  return {
    said: captureContent,
    // Asked for at each call: a viewer may turn out not to be there.
    get isLocal() {
      const { exporters } = running;
      return isOurs && !isProduction && exporters.length > 0 && exporters.every(({ isLocal }) => isLocal);
    },
  };
}

/** An error that ends the process, on a span of its own. */
function recordCrash(error: unknown): void {
  const recording = defaultRecording();
  const span = recording.tracer.startSpan('uncaught exception', {}, context.active());
  span.setAttribute('bud.level', 'fatal');
  recordException(span, error, recording);
  span.end();
}
