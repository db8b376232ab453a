import { platform } from '#platform';
import { createMetrics, type Metrics } from '../metric/metrics.ts';
import type { ObserveOptions } from '../options/options.ts';
import { resolveOptions } from '../options/resolve.ts';
import { LoggerProxy } from '../provider/logger-proxy.ts';
import { MeterProxy } from '../provider/meter-proxy.ts';
import { TracerProxy } from '../provider/tracer-proxy.ts';
import { createCurrent, type CurrentSpan } from '../span/current.ts';
import { createLogs, type LogFunctions } from '../span/log.ts';
import { missingReporter } from '../span/missing.ts';
import type { Recording } from '../span/recording.ts';
import { createSpan, type SpanFunction } from '../span/span.ts';
import type { Observing } from './configure.ts';
import { createEnding } from './ending.ts';
import { createReporter, type Reporter } from './reporter.ts';
import { runtimeMetrics } from './runtime-metrics.ts';
import { startProviders, type Running } from './running.ts';

/** An instance of its own: what the module has as functions, and how it ends. */
export interface Observe extends Observing, LogFunctions, Metrics {
  readonly span: SpanFunction;
  readonly current: CurrentSpan;
  readonly tracerProvider: Running['tracerProvider'];
  readonly meterProvider: Running['meterProvider'];
  readonly loggerProvider: Running['loggerProvider'];
}

/**
 * A second, independent instance: with exporters, sampling and secrets of its own. It registers nothing, and tracked
 * functions go to what `configure` has set up; use it where a library, or a tenant, sends elsewhere. It needs a context
 * manager for parents across awaits, which `configure` registers. Throws a `TypeError` as `configure` does.
 *
 * @example
 * const audit = createObserve({ serviceName: 'audit', export: [{ file: { path: 'audit.jsonl' } }] });
 * audit.info('{user} has signed in', { user: 'ada' });
 * await audit.shutdown();
 */
export function createObserve(options: ObserveOptions): Observe {
  // Only what is the program's own is shown without being asked for.
  const resolved = { ...resolveOptions(options, platform), looksForViewer: false };
  const reporter = createReporter((line) => platform.terminal.warn(line));
  const running = startProviders(resolved, platform, reporter);
  const proxies = proxiesOf(running);
  const recording = recordingOf(proxies, running, reporter);
  const onMissing = missingReporter((message) => reporter.once(message));
  const stopMetrics = runtimeMetrics(resolved, platform, proxies.meters);
  const ending = createEnding({
    running,
    platform,
    reporter,
    exitTimeoutMs: resolved.exitTimeoutMs,
    beforeFlush() {},
    stop() {},
    release() {
      stopMetrics();
      for (const proxy of [proxies.tracers, proxies.meters, proxies.loggers]) proxy.setProvider(undefined);
    },
    onCrash() {},
  });
  return {
    ...createLogs(recording, onMissing),
    ...createMetrics(proxies.meters.getMeter('bud')),
    span: createSpan(recording, onMissing),
    current: createCurrent(recording),
    tracerProvider: proxies.tracers,
    meterProvider: proxies.meters,
    loggerProvider: proxies.loggers,
    exporters: running.exporters,
    ...ending,
    get lost() {
      return reporter.lost;
    },
    get failures() {
      return reporter.failures;
    },
  };
}

interface OwnProxies {
  readonly tracers: TracerProxy;
  readonly meters: MeterProxy;
  readonly loggers: LoggerProxy;
}

/** The providers behind proxies, so that nothing records any more after `shutdown`. */
function proxiesOf({ tracerProvider, meterProvider, loggerProvider }: Running): OwnProxies {
  const proxies = { tracers: new TracerProxy(), meters: new MeterProxy(), loggers: new LoggerProxy() };
  proxies.tracers.setProvider(tracerProvider);
  proxies.meters.setProvider(meterProvider);
  proxies.loggers.setProvider(loggerProvider);
  return proxies;
}

function recordingOf({ tracers, loggers }: OwnProxies, { values }: Running, reporter: Reporter): Recording {
  return {
    tracer: tracers.getTracer('bud'),
    logger: loggers.getLogger('bud'),
    isListening: () => tracers.hasProvider,
    values: () => values,
    report: (error) => reporter.failure(error),
  };
}
