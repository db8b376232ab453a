import type { Point, Telemetry } from '../../otlp/telemetry.ts';

/** A series: the labels that Prometheus has it under, and its newest value. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: string;
}

/** What Prometheus is to have of a metric, when the Collector's exporter names it. */
export function seriesOf({ points }: Telemetry): readonly Series[] {
  return points.flatMap((point) => (typeof point.value === 'number' ? [single(point)] : parts(point)));
}

function single(point: Point): Series {
  return series(point, nameOf(point), {}, Number(point.value));
}

/** Buckets of a histogram count everything below them. */
function parts(point: Point): readonly Series[] {
  if (typeof point.value === 'number') return [];
  const { bounds, counts, count, sum } = point.value;
  const name = nameOf(point);
  const below = (index: number): number => counts.slice(0, index + 1).reduce((total, one) => total + one, 0);
  return [
    ...[...bounds.map(String), '+Inf'].map((le, index) => series(point, `${name}_bucket`, { le }, below(index))),
    series(point, `${name}_count`, {}, count),
    series(point, `${name}_sum`, {}, sum),
  ];
}

function series({ attributes }: Point, name: string, more: Series['labels'], value: number): Series {
  const labels = Object.fromEntries(
    Object.entries(attributes).map(([key, each]) => [key.replaceAll('.', '_'), String(each)]),
  );
  return { labels: { __name__: name, ...labels, ...more }, value: String(value) };
}

// OpenTelemetry specification, Prometheus and OpenMetrics compatibility: units are spelled out where that is known, counters end in `_total`.
const units: Readonly<Record<string, string>> = { s: 'seconds', Cel: 'celsius' };

function nameOf({ name, unit, kind, isMonotonic }: Point): string {
  const total = kind === 'sum' && isMonotonic ? '_total' : '';
  return `${name.replaceAll('.', '_')}${unitOf(unit)}${total}`;
}

function unitOf(unit: string): string {
  // Units in braces are annotations.
  if (unit === '' || unit.startsWith('{')) return '';
  return `_${units[unit] ?? unit}`;
}
