import {
  consoleDefaults,
  fileDefaults,
  otlpDefaults,
  type ConsoleOptions,
  type FileOptions,
  type OtlpOptions,
} from '../export/target-options.ts';
import type { ObserveExtensions } from '../extension.ts';
import { detectorsIn } from './opentelemetry.ts';
import * as accepted from './accepted.ts';
import type { Environment } from './environment.ts';
import { keyPairs } from './key-pairs.ts';
import type { BatchOptions, ObserveOptions, SamplingOptions, ScrubbingOptions } from './options.ts';

/** None that another package brings. */
type OwnOption = Exclude<keyof ObserveOptions, keyof ObserveExtensions>;

/** The path of an option: `sampling.ratio`; `[]` stands for any target of `export`. */
export type OptionPath =
  | Exclude<OwnOption, 'sampling' | 'scrubbing' | 'batch'>
  | `sampling.${keyof SamplingOptions}`
  | `scrubbing.${keyof ScrubbingOptions}`
  | `batch.${keyof BatchOptions}`
  | `export[].otlp.${keyof OtlpOptions}`
  | `export[].console.${keyof ConsoleOptions}`
  | `export[].file.${keyof FileOptions}`
  | `export[].${'spanExporter' | 'logExporter' | 'metricExporter'}`;

/** One option: what it may be, what holds without it, and the variables that say it; the first that does counts. */
export interface Option {
  readonly accepted: accepted.AcceptedOption;
  /** Absent: nothing, or what the sentence about the option says. */
  readonly default?: unknown;
  readonly variables?: readonly (string | Variable)[];
  /** No message ever shows its value. */
  readonly isPrivate?: boolean;
}

/** A variable that says more, or says it otherwise, than the option's own accepted. */
export interface Variable {
  readonly name: string;
  readonly accepted?: accepted.AcceptedOption;
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
  accepted: accepted.word(...samplers, ...samplers.map((name) => `parentbased_${name}`)),
  take: (name) => (name.endsWith('always_on') ? 1 : name.endsWith('always_off') ? 0 : undefined),
};

/** All of them. Types see to it that none is missing. */
export const optionTable: Readonly<Record<OptionPath, Option>> = {
  serviceName: {
    accepted: accepted.string,
    variables: ['BUD_OBSERVE_SERVICE_NAME', 'OTEL_SERVICE_NAME', resourceAttribute('service.name')],
  },
  serviceVersion: {
    accepted: accepted.string,
    variables: ['BUD_OBSERVE_SERVICE_VERSION', resourceAttribute('service.version')],
  },
  environment: {
    accepted: accepted.string,
    variables: ['BUD_OBSERVE_ENVIRONMENT', resourceAttribute('deployment.environment.name'), 'NODE_ENV'],
  },
  project: { accepted: accepted.string, variables: ['BUD_OBSERVE_PROJECT'] },
  resourceAttributes: {
    accepted: accepted.attributes,
    default: {},
    variables: [{ name: 'OTEL_RESOURCE_ATTRIBUTES', accepted: accepted.pairs, take: keyPairs }],
  },
  export: { accepted: accepted.targets },
  'export[].otlp.url': {
    accepted: accepted.url,
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
  'export[].otlp.token': { accepted: accepted.token, variables: ['BUD_OBSERVE_TOKEN'], isPrivate: true },
  'export[].otlp.headers': {
    accepted: accepted.headers,
    variables: [{ name: 'OTEL_EXPORTER_OTLP_HEADERS', accepted: accepted.headerPairs, take: keyPairs }],
    isPrivate: true,
  },
  'export[].otlp.protocol': {
    accepted: accepted.protocol,
    default: otlpDefaults.protocol,
    variables: ['OTEL_EXPORTER_OTLP_PROTOCOL'],
  },
  'export[].otlp.compression': {
    accepted: accepted.word('gzip', 'none'),
    default: otlpDefaults.compression,
    variables: ['OTEL_EXPORTER_OTLP_COMPRESSION'],
  },
  'export[].otlp.timeoutMs': {
    accepted: accepted.size,
    default: otlpDefaults.timeoutMs,
    variables: ['OTEL_EXPORTER_OTLP_TIMEOUT'],
  },
  'export[].otlp.signals': { accepted: accepted.signals, default: otlpDefaults.signals },
  'export[].otlp.pending': { accepted: accepted.flag, default: otlpDefaults.pending },
  'export[].console.style': {
    accepted: accepted.word('simple', 'indented', 'show-parents'),
    default: consoleDefaults.style,
    variables: [{ name: 'BUD_OBSERVE_CONSOLE', accepted: accepted.word('off', 'simple', 'indented', 'show-parents') }],
  },
  'export[].console.colors': { accepted: accepted.word('auto', 'always', 'never'), default: consoleDefaults.colors },
  'export[].console.minLevel': { accepted: accepted.level, default: consoleDefaults.minLevel },
  'export[].file.path': { accepted: accepted.string, default: fileDefaults.path, variables: ['BUD_OBSERVE_FILE'] },
  'export[].file.maxBytes': { accepted: accepted.size, default: fileDefaults.maxBytes },
  'export[].file.keep': { accepted: accepted.count, default: fileDefaults.keep },
  'export[].spanExporter': { accepted: accepted.otelExporter },
  'export[].logExporter': { accepted: accepted.otelExporter },
  'export[].metricExporter': { accepted: accepted.otelExporter },
  'sampling.ratio': {
    accepted: accepted.ratio,
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
  'sampling.types': { accepted: accepted.ratios, default: {} },
  'sampling.sites': { accepted: accepted.ratios, default: {} },
  'sampling.keepErrors': { accepted: accepted.flag, default: false },
  'sampling.keepSlowerThanMs': { accepted: accepted.count },
  'scrubbing.pii': { accepted: accepted.flag, default: false },
  // What is in it is checked by the table of `startTracking`.
  tracking: { accepted: { ...accepted.object, words: 'an object of what `startTracking` takes' }, default: {} },
  tracerProvider: { accepted: accepted.tracerProvider },
  'batch.queue': { accepted: accepted.size, default: 65_536, variables: ['OTEL_BSP_MAX_QUEUE_SIZE'] },
  'batch.size': { accepted: accepted.size, default: 2048, variables: ['OTEL_BSP_MAX_EXPORT_BATCH_SIZE'] },
  'batch.delayMs': { accepted: accepted.count, default: 1000, variables: ['OTEL_BSP_SCHEDULE_DELAY'] },
  metricIntervalMs: { accepted: accepted.size, default: 60_000, variables: ['OTEL_METRIC_EXPORT_INTERVAL'] },
  conventions: { accepted: accepted.conventions, default: [] },
  propagateTo: { accepted: accepted.patterns, default: [] },
  propagateBaggage: { accepted: accepted.strings, default: [] },
  pendingAfterMs: { accepted: accepted.count, default: 1000 },
  exitTimeoutMs: { accepted: accepted.count, default: 2000 },
  resourceDetectors: {
    accepted: accepted.detectors,
    variables: [{ name: 'OTEL_NODE_RESOURCE_DETECTORS', accepted: accepted.string, take: detectorsIn }],
  },
  captureContent: { accepted: accepted.flag, variables: ['BUD_OBSERVE_CAPTURE_CONTENT'] },
  runtimeMetrics: { accepted: accepted.flag, default: false },
  sourceMaps: { accepted: accepted.flag, default: true },
  traceUrl: { accepted: accepted.traceUrlTemplate },
};
