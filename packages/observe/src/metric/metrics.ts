import type {
  Counter,
  Gauge,
  Histogram,
  Meter,
  MetricOptions,
  ObservableCounter,
  ObservableGauge,
  ObservableUpDownCounter,
  UpDownCounter,
} from '@opentelemetry/api';

/** Instruments of OpenTelemetry; one that is made before `configure` records from then on. */
export interface Metrics {
  /** A sum that only grows. */
  readonly counter: (name: string, options?: MetricOptions) => Counter;
  /** A sum that grows and shrinks. */
  readonly upDownCounter: (name: string, options?: MetricOptions) => UpDownCounter;
  /** A distribution: durations, sizes. */
  readonly histogram: (name: string, options?: MetricOptions) => Histogram;
  /** A value that is set. */
  readonly gauge: (name: string, options?: MetricOptions) => Gauge;
  readonly observableCounter: (name: string, options?: MetricOptions) => ObservableCounter;
  readonly observableUpDownCounter: (name: string, options?: MetricOptions) => ObservableUpDownCounter;
  readonly observableGauge: (name: string, options?: MetricOptions) => ObservableGauge;
}

/** Makes the instruments of one instance. */
export function createMetrics(meter: Meter): Metrics {
  return {
    counter: (name, options) => meter.createCounter(name, options),
    upDownCounter: (name, options) => meter.createUpDownCounter(name, options),
    histogram: (name, options) => meter.createHistogram(name, options),
    gauge: (name, options) => meter.createGauge(name, options),
    observableCounter: (name, options) => meter.createObservableCounter(name, options),
    observableUpDownCounter: (name, options) => meter.createObservableUpDownCounter(name, options),
    observableGauge: (name, options) => meter.createObservableGauge(name, options),
  };
}
