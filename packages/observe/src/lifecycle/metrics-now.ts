import type { HrTime } from '@opentelemetry/api';
import { millisToHrTime } from '@opentelemetry/core';
import type { MeterProvider, MetricData, ResourceMetrics, ScopeMetrics } from '@opentelemetry/sdk-metrics';

/** What OpenTelemetry's SDK keeps to itself, in 2 and in 3; what is missing is passed over. */
interface Internals {
  readonly _sharedState?: {
    readonly resource: ResourceMetrics['resource'];
    readonly metricCollectors: readonly unknown[];
    readonly meterSharedStates: ReadonlyMap<unknown, Meter>;
  };
}

interface Meter {
  readonly _instrumentationScope: ScopeMetrics['scope'];
  readonly metricStorageRegistry: { getStorages(collector: unknown): readonly Storage[] };
}

interface Storage {
  collect(collector: unknown, time: HrTime): MetricData | undefined;
}

/**
 * The metrics at this moment, for the reader at that place. OpenTelemetry collects asynchronously, because instruments that
 * are observed may take their time, and nothing asynchronous runs when a process exits: those keep what they said last.
 */
export function metricsNow(provider: MeterProvider, reader: number): ResourceMetrics | undefined {
  // Proof of the cast: each member is asked for below, and whoever calls this is prepared for a failure.
  const state = (provider as unknown as Internals)._sharedState;
  const collector = state?.metricCollectors[reader];
  if (state === undefined || collector === undefined) return undefined;
  const time = millisToHrTime(Date.now());
  const scopeMetrics = [...state.meterSharedStates.values()].flatMap((meter) => {
    const storages = meter.metricStorageRegistry.getStorages(collector);
    const metrics = storages.flatMap((storage) => storage.collect(collector, time) ?? []);
    return metrics.length === 0 ? [] : [{ scope: meter._instrumentationScope, metrics }];
  });
  return scopeMetrics.length === 0 ? undefined : { resource: state.resource, scopeMetrics };
}

/** What tells two collections apart, whenever they were made. */
export function fingerprint({ scopeMetrics }: ResourceMetrics): string {
  const points = scopeMetrics.flatMap(({ scope, metrics }) =>
    metrics.map(({ descriptor, dataPoints }) => [
      scope.name,
      descriptor.name,
      dataPoints.map(({ attributes, value }) => [attributes, value]),
    ]),
  );
  return JSON.stringify(points);
}
