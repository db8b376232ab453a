import type { Signal } from '../export/target-options.ts';
import { detectorNames, isDetectorName, type DetectorName } from '../platform/detector-name.ts';
import type { Environment } from './environment.ts';

/** What variables of OpenTelemetry say that no option does. */
export interface OpenTelemetrySaid {
  /** `OTEL_SDK_DISABLED`: nothing is recorded at all. */
  readonly isDisabled: boolean;
  /** What `OTEL_TRACES_EXPORTER` and its siblings name; undefined where one names nothing that there is. */
  readonly exporters: Readonly<Record<Signal, readonly string[] | undefined>>;
  /** What requests carry, by `OTEL_PROPAGATORS`. */
  readonly propagators: readonly Propagator[];
  /** What is asked for and has no effect here: no reason to stop a program, but one to say so. */
  readonly notes: readonly string[];
}

export type Propagator = 'tracecontext' | 'baggage';

/** Variables that list names, and the names that have an effect. OpenTelemetry specification, environment variables */
const lists = {
  OTEL_TRACES_EXPORTER: { accepted: ['otlp', 'console', 'none'], remedy: 'what takes traces takes OTLP' },
  OTEL_LOGS_EXPORTER: { accepted: ['otlp', 'console', 'none'], remedy: 'what takes logs takes OTLP' },
  OTEL_METRICS_EXPORTER: { accepted: ['otlp', 'none'], remedy: 'a Collector serves them to others' },
  OTEL_NODE_RESOURCE_DETECTORS: {
    // `env` is `OTEL_RESOURCE_ATTRIBUTES`, which is always read.
    accepted: ['env', 'none', ...detectorNames],
    remedy: 'pass detectors of your own as `resourceDetectors`',
  },
  OTEL_PROPAGATORS: { accepted: ['tracecontext', 'baggage', 'none'], remedy: 'requests carry W3C headers' },
} as const;

const perSignal = 'give each signal a target of its own: `export: [{ otlp: { url, signals: ["metrics"] } }]`';

/** Variables that have no effect, and what has. */
const without: readonly (readonly [name: RegExp, remedy: string])[] = [
  [/^OTEL_EXPORTER_OTLP_(?:TRACES|LOGS|METRICS)_(?!ENDPOINT$)/, perSignal],
  [/^OTEL_EXPORTER_OTLP_(?:LOGS|METRICS)_ENDPOINT$/, perSignal],
  [/^OTEL_EXPORTER_(?:JAEGER|ZIPKIN|PROMETHEUS)_/, 'set `OTEL_EXPORTER_OTLP_ENDPOINT`'],
  [/^OTEL_BLRP_/, 'logs wait as spans do: set `OTEL_BSP_…`'],
  [/^OTEL_(?:BSP|METRIC)_EXPORT_TIMEOUT$/, 'set `OTEL_EXPORTER_OTLP_TIMEOUT`'],
  [/^OTEL_(?:\w+_)?ATTRIBUTE_(?:COUNT|VALUE_LENGTH)_LIMIT$/, 'set `tracking: { maxLength, maxItems }`'],
  [/^OTEL_(?:EXPERIMENTAL_)?CONFIG_FILE$/, 'pass options to `configure()`'],
];

/** Reads them. A name that has no effect is left out, as the specification wants it, and noted. */
export function readOpenTelemetry(environment: Environment): OpenTelemetrySaid {
  const notes: string[] = [];
  const read = (name: keyof typeof lists): readonly string[] | undefined => {
    const { accepted, remedy } = lists[name];
    const written = namesIn(environment[name]);
    const known = written.filter((each) => accepted.some((one) => one === each));
    const unknown = written.filter((each) => !known.includes(each));
    if (unknown.length > 0)
      notes.push(`${name}: ${unknown.join(', ')} is not supported (accepted: ${accepted.join(', ')}); ${remedy}.`);
    return known.length === 0 ? undefined : known;
  };
  const exporters = {
    traces: read('OTEL_TRACES_EXPORTER'),
    logs: read('OTEL_LOGS_EXPORTER'),
    metrics: read('OTEL_METRICS_EXPORTER'),
  };
  read('OTEL_NODE_RESOURCE_DETECTORS');
  const carried = read('OTEL_PROPAGATORS') ?? ['tracecontext', 'baggage'];
  for (const name of Object.keys(environment)) {
    const remedy = without.find(([pattern]) => pattern.test(name))?.[1];
    if (remedy !== undefined && environment[name] !== '') notes.push(`${name} has no effect here; ${remedy}.`);
  }
  return {
    isDisabled: environment['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true',
    exporters,
    propagators: carried.filter((name): name is Propagator => name === 'tracecontext' || name === 'baggage'),
    notes,
  };
}

/** What `OTEL_NODE_RESOURCE_DETECTORS` names. */
export function detectorsIn(list: string): readonly DetectorName[] {
  return namesIn(list).filter(isDetectorName);
}

function namesIn(list = ''): readonly string[] {
  const names = list.split(',').map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== '');
}
