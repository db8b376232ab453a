import {
  consoleDefaults,
  fileDefaults,
  otlpDefaults,
  type ConsoleOptions,
  type FileOptions,
  type OtlpOptions,
} from '../export/target-options.ts';
import { keyPairs } from './key-pairs.ts';
import * as kind from './kind.ts';
import type { BatchOptions, ObserveOptions, SamplingOptions, ScrubbingOptions } from './options.ts';

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The path of an option: `sampling.ratio`; `[]` stands for any target of `export`. */
export type OptionPath =
  | Exclude<keyof ObserveOptions, 'sampling' | 'scrubbing' | 'batch'>
  | `sampling.${keyof SamplingOptions}`
  | `scrubbing.${keyof ScrubbingOptions}`
  | `batch.${keyof BatchOptions}`
  | `export[].otlp.${keyof OtlpOptions}`
  | `export[].console.${keyof ConsoleOptions}`
  | `export[].file.${keyof FileOptions}`
  | `export[].${'spanExporter' | 'logExporter' | 'metricExporter'}`;

/** One option: what it may be, what holds without it, and the variables that say it; the first that does counts. */
export interface Option {
  readonly kind: kind.Kind;
  /** Absent: nothing, or what the sentence about the option says. */
  readonly default?: unknown;
  readonly variables?: readonly (string | Variable)[];
  /** No message ever shows its value. */
  readonly isPrivate?: boolean;
}

/** A variable that says more, or says it otherwise, than the option's own kind. */
export interface Variable {
  readonly name: string;
  readonly kind?: kind.Kind;
  /** Whether it means anything, by the others. */
  readonly when?: (environment: Environment) => boolean;
  /** The part of it that is the option's value; undefined leaves it to the next. */
  readonly take?: (value: string) => unknown;
}

// OpenTelemetry specification, resource attributes
const resourceAttribute = (key: string): Variable => ({
  name: 'OTEL_RESOURCE_ATTRIBUTES',
  take: (pairs) => keyPairs(pairs)[key],
});

const samplers = ['always_on', 'always_off', 'traceidratio'];

/** The samplers of OpenTelemetry that are a ratio; others say nothing that we could keep to. */
const sampler: Variable = {
  name: 'OTEL_TRACES_SAMPLER',
  kind: kind.oneOf(...samplers, ...samplers.map((name) => `parentbased_${name}`)),
  take: (name) => (name.endsWith('always_on') ? 1 : name.endsWith('always_off') ? 0 : undefined),
};

/** All of them. Types see to it that none is missing. */
export const optionTable: Readonly<Record<OptionPath, Option>> = {
  serviceName: {
    kind: kind.string,
    variables: ['BUD_OBSERVE_SERVICE_NAME', 'OTEL_SERVICE_NAME', resourceAttribute('service.name')],
  },
  serviceVersion: {
    kind: kind.string,
    variables: ['BUD_OBSERVE_SERVICE_VERSION', resourceAttribute('service.version')],
  },
  environment: {
    kind: kind.string,
    variables: ['BUD_OBSERVE_ENVIRONMENT', resourceAttribute('deployment.environment.name'), 'NODE_ENV'],
  },
  project: { kind: kind.string, variables: ['BUD_OBSERVE_PROJECT'] },
  export: {
    kind: kind.targets,
    variables: [
      { name: 'OTEL_TRACES_EXPORTER', kind: kind.string, take: (names) => names.split(',').map((name) => name.trim()) },
    ],
  },
  'export[].otlp.url': {
    kind: kind.url,
    default: otlpDefaults.url,
    variables: [
      'BUD_OBSERVE_ENDPOINT',
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      {
        name: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
        // Of one signal, whose path is there already.
        take: (endpoint) => endpoint.replace(/\/v1\/traces\/?$/, ''),
      },
    ],
  },
  'export[].otlp.token': { kind: kind.token, variables: ['BUD_OBSERVE_TOKEN'], isPrivate: true },
  'export[].otlp.headers': {
    kind: kind.headers,
    variables: [{ name: 'OTEL_EXPORTER_OTLP_HEADERS', kind: kind.string, take: keyPairs }],
    isPrivate: true,
  },
  'export[].otlp.protocol': {
    kind: kind.oneOf('http/protobuf', 'http/json'),
    default: otlpDefaults.protocol,
    variables: ['OTEL_EXPORTER_OTLP_PROTOCOL'],
  },
  'export[].otlp.compression': {
    kind: kind.oneOf('gzip', 'none'),
    default: otlpDefaults.compression,
    variables: ['OTEL_EXPORTER_OTLP_COMPRESSION'],
  },
  'export[].otlp.timeoutMs': {
    kind: kind.size,
    default: otlpDefaults.timeoutMs,
    variables: ['OTEL_EXPORTER_OTLP_TIMEOUT'],
  },
  'export[].otlp.signals': { kind: kind.signals, default: otlpDefaults.signals },
  'export[].otlp.pending': { kind: kind.flag, default: otlpDefaults.pending },
  'export[].console.style': {
    kind: kind.oneOf('simple', 'indented', 'show-parents'),
    default: consoleDefaults.style,
    variables: [{ name: 'BUD_OBSERVE_CONSOLE', kind: kind.oneOf('off', 'simple', 'indented', 'show-parents') }],
  },
  'export[].console.colors': { kind: kind.oneOf('auto', 'always', 'never'), default: consoleDefaults.colors },
  'export[].console.minLevel': { kind: kind.level, default: consoleDefaults.minLevel },
  'export[].file.path': { kind: kind.string, default: fileDefaults.path, variables: ['BUD_OBSERVE_FILE'] },
  'export[].file.maxBytes': { kind: kind.size, default: fileDefaults.maxBytes },
  'export[].file.keep': { kind: kind.count, default: fileDefaults.keep },
  'export[].spanExporter': { kind: kind.otelExporter },
  'export[].logExporter': { kind: kind.otelExporter },
  'export[].metricExporter': { kind: kind.otelExporter },
  'sampling.ratio': {
    kind: kind.ratio,
    default: 1,
    variables: [
      'BUD_OBSERVE_SAMPLE_RATE',
      sampler,
      {
        name: 'OTEL_TRACES_SAMPLER_ARG',
        when: ({ OTEL_TRACES_SAMPLER: name = '' }) => name.toLowerCase().endsWith('traceidratio'),
      },
    ],
  },
  'sampling.types': { kind: kind.ratios, default: {} },
  'sampling.sites': { kind: kind.ratios, default: {} },
  'sampling.keepErrors': { kind: kind.flag, default: false },
  'sampling.keepSlowerThanMs': { kind: kind.count },
  'scrubbing.pii': { kind: kind.flag, default: false },
  // `startTracking` checks its own.
  tracking: { kind: { ...kind.object, accepted: 'an object of what `startTracking` takes' }, default: {} },
  tracerProvider: { kind: kind.tracerProvider },
  'batch.queue': { kind: kind.size, default: 65_536, variables: ['OTEL_BSP_MAX_QUEUE_SIZE'] },
  'batch.size': { kind: kind.size, default: 2048, variables: ['OTEL_BSP_MAX_EXPORT_BATCH_SIZE'] },
  'batch.delayMs': { kind: kind.count, default: 1000, variables: ['OTEL_BSP_SCHEDULE_DELAY'] },
  conventions: { kind: kind.conventions, default: [] },
  propagateTo: { kind: kind.patterns, default: [] },
  propagateBaggage: { kind: kind.strings, default: [] },
  pendingAfterMs: { kind: kind.count, default: 1000 },
  exitTimeoutMs: { kind: kind.count, default: 2000 },
  resourceDetectors: { kind: kind.detectors },
  runtimeMetrics: { kind: kind.flag, default: false },
  sourceMaps: { kind: kind.flag, default: true },
  traceUrl: { kind: kind.traceUrl },
};
