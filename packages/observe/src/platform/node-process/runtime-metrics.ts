import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';
import { constants, monitorEventLoopDelay, performance, PerformanceObserver } from 'node:perf_hooks';
import type { BatchObservableCallback, Meter, MetricOptions, Observable } from '@opentelemetry/api';

/**
 * Records what the process itself does, under the names of OpenTelemetry's conventions for Node, V8 and processes. Gives
 * the function that stops it.
 */
export function observeRuntime(meter: Meter): () => void {
  const stops = [observeEventLoop(meter), observeMemory(meter), observeGarbageCollection(meter)];
  return () => {
    for (const stop of stops) stop();
  };
}

const seconds = (nanoseconds: number): number => nanoseconds / 1e9;

// OpenTelemetry semantic conventions 1.41, Node.js runtime metrics
function observeEventLoop(meter: Meter): () => void {
  const delays = monitorEventLoopDelay({ resolution: 10 });
  delays.enable();
  let before = performance.eventLoopUtilization();
  const read = {
    min: () => delays.min,
    max: () => delays.max,
    mean: () => delays.mean,
    stddev: () => delays.stddev,
    p50: () => delays.percentile(50),
    p90: () => delays.percentile(90),
    p99: () => delays.percentile(99),
  };
  const gauges = Object.entries(read).map(
    ([name, value]) => [meter.createObservableGauge(`nodejs.eventloop.delay.${name}`, { unit: 's' }), value] as const,
  );
  const utilization = meter.createObservableGauge('nodejs.eventloop.utilization', { unit: '1' });
  const stop = observe(meter, [...gauges.map(([gauge]) => gauge), utilization], (result) => {
    // Without a measurement in the interval there is no number.
    for (const [gauge, value] of gauges) if (delays.count > 0) result.observe(gauge, seconds(value()));
    delays.reset();
    const now = performance.eventLoopUtilization();
    result.observe(utilization, performance.eventLoopUtilization(now, before).utilization);
    before = now;
  });
  return () => {
    stop();
    delays.disable();
  };
}

// OpenTelemetry semantic conventions 1.41, V8 runtime metrics, process metrics
function observeMemory(meter: Meter): () => void {
  const bytes: MetricOptions = { unit: 'By' };
  const used = meter.createObservableUpDownCounter('v8js.memory.heap.used', bytes);
  const available = meter.createObservableUpDownCounter('v8js.memory.heap.space.available_size', bytes);
  const limit = meter.createObservableUpDownCounter('v8js.memory.heap.limit', bytes);
  const resident = meter.createObservableUpDownCounter('process.memory.usage', bytes);
  return observe(meter, [used, available, limit, resident], (result) => {
    for (const { space_name: name, space_used_size: size, space_available_size: free } of getHeapSpaceStatistics()) {
      const space = { 'v8js.heap.space.name': name };
      result.observe(used, size, space);
      result.observe(available, free, space);
    }
    result.observe(limit, getHeapStatistics().heap_size_limit);
    result.observe(resident, process.memoryUsage.rss());
  });
}

const collections: Readonly<Record<number, string>> = {
  [constants.NODE_PERFORMANCE_GC_MINOR]: 'minor',
  [constants.NODE_PERFORMANCE_GC_MAJOR]: 'major',
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: 'incremental',
  [constants.NODE_PERFORMANCE_GC_WEAKCB]: 'weakcb',
};

function observeGarbageCollection(meter: Meter): () => void {
  const durations = meter.createHistogram('v8js.gc.duration', {
    unit: 's',
    advice: { explicitBucketBoundaries: [0.01, 0.1, 1, 10] },
  });
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      // Proof of the cast: entries of collections say their kind.
      const { duration, detail } = entry as typeof entry & { readonly detail: { readonly kind: number } };
      durations.record(duration / 1000, { 'v8js.gc.type': collections[detail.kind] ?? 'unknown' });
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  return () => observer.disconnect();
}

function observe(meter: Meter, observables: Observable[], callback: BatchObservableCallback): () => void {
  meter.addBatchObservableCallback(callback, observables);
  return () => meter.removeBatchObservableCallback(callback, observables);
}
