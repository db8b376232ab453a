/**
 * The SDK, from an application's call to the exporters. Each room knows only rooms above it:
 *
 *   platform/      what differs between Node, browsers and Workers
 *   attribute/     names of attributes, and values as attributes
 *   export/        where telemetry goes, and what waits for it
 *   options/       what a program and its environment say, decided once
 *   context/       what holds for everything below a call, and travels to other processes
 *   provider/      proxies that stay while what stands behind them changes
 *   span/          spans and logs that a program makes itself      metric/  counters and their like
 *   request/       requests that a program makes and answers itself
 *   convention/    other dialects of attributes
 *   pipeline/      the way of a span from its start to the exporters
 *   lifecycle/     configure, shut down, end with the process
 *   integration/   instrumentations of libraries, each a subpath of its own
 *     └─ default   the functions of the module; start: without a line of code
 *   extension      options of `configure` that other packages bring
 *   attributes     names of attributes, for programs that set or read them
 *   gate           what tracked code imports where only this package is installed
 *   grpc, clickhouse  exporters that need a package of their own
 */
export { configure } from './lifecycle/configure.ts';
export type { Observing } from './lifecycle/configure.ts';
export {
  contentPolicy,
  counter,
  current,
  debug,
  error,
  exception,
  fatal,
  flush,
  gauge,
  histogram,
  info,
  notice,
  observableCounter,
  observableGauge,
  observableUpDownCounter,
  span,
  suppressScopes,
  trace,
  tracedFetch,
  traceUrl,
  upDownCounter,
  warn,
  wrapHandler,
} from './default.ts';
export type { ContentPolicy } from './lifecycle/default-instance.ts';
export { createObserve } from './lifecycle/independent.ts';
export type { Observe } from './lifecycle/independent.ts';
export { resource, sampler, spanProcessor } from './lifecycle/building-blocks.ts';
export { hasSpansToWatch, watchSpans } from './lifecycle/watching.ts';
export { openLogFile } from './lifecycle/log-file.ts';
export { openOutbox } from './lifecycle/outbox.ts';
export type { Outbox, OutboxSettings } from './lifecycle/outbox.ts';
export type { DetectorName } from './platform/detector-name.ts';
export type { LogFile, LogFileLimits } from './platform/platform.ts';
export { instrument } from './span/instrument.ts';
export type { InstrumentSettings } from './span/instrument.ts';
export { attachContext, contextEnvironment, getContext } from './context/carrier.ts';
export type { Carrier } from './context/carrier.ts';
export { untracked, withAttributes, withBaggage, withLevel, withTags } from './context/inherited.ts';
export { memoryExporter } from './export/memory.ts';
export type { MemoryExporter } from './export/memory.ts';
export { RetryLater } from './export/exporter.ts';
export type { Encoding, Encodings, Exporter, SpanWatcher, StartedSpan } from './export/exporter.ts';
export type {
  BatchOptions,
  Convention,
  ConventionSpan,
  ObserveOptions,
  SamplingOptions,
  ScrubbingOptions,
} from './options/options.ts';
export type {
  ConsoleOptions,
  ConsoleStyle,
  ExportTarget,
  FileOptions,
  OtlpOptions,
  Signal,
} from './export/target-options.ts';
export type { Handler, HandlerOptions } from './request/handler.ts';
export { tracesProxy } from './request/traces-proxy.ts';
export type { TracesProxyOptions } from './request/traces-proxy.ts';
export type { LogFunction } from './span/log.ts';
export type { OpenSpan, SpanFunction, SpanSettings } from './span/span.ts';
export type { CurrentSpan, CurrentValues, Usage } from './span/current.ts';
export { setTracking } from '@bud/runtime/otel';
export { track } from '@bud/runtime/track';
export type { TrackOptions } from '@bud/runtime/track';
