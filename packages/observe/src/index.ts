export { configure } from './lifecycle/configure.ts';
export type { Observing } from './lifecycle/configure.ts';
export {
  counter,
  current,
  debug,
  error,
  exception,
  fatal,
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
  upDownCounter,
  warn,
} from './default.ts';
export { instrument } from './span/instrument.ts';
export type { InstrumentOptions } from './span/instrument.ts';
export { untracked, withAttributes, withBaggage, withLevel, withTags } from './context/scope.ts';
export { memoryExporter } from './export/memory.ts';
export type { MemoryExporter } from './export/memory.ts';
export { RetryLater } from './export/exporter.ts';
export type { Exporter } from './export/exporter.ts';
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
export type { LogFunction } from './span/log.ts';
export type { OpenSpan, SpanFunction, SpanSettings } from './span/span.ts';
export type { CurrentSpan, CurrentValues, Usage } from './span/current.ts';
export { setTracking } from '@bud/runtime/otel';
export { track } from '@bud/runtime/track';
export type { TrackOptions } from '@bud/runtime/track';
