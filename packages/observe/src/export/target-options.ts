import type { LogRecordExporter } from '@opentelemetry/sdk-logs';
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Level } from '@bud/value';
import type { Exporter } from './exporter.ts';

/** One place that telemetry goes to: one of the built-in kinds, an exporter of OpenTelemetry, or one of your own. */
export type ExportTarget =
  | { readonly otlp: OtlpOptions | true }
  | { readonly console: ConsoleOptions | true }
  | { readonly file: FileOptions | true }
  | { readonly spanExporter: SpanExporter }
  | { readonly logExporter: LogRecordExporter }
  | { readonly metricExporter: PushMetricExporter }
  | Exporter;

/** An OTLP receiver: an OpenTelemetry Collector, or a backend that speaks OTLP. */
export interface OtlpOptions {
  /** Base URL, to which `/v1/traces`, `/v1/logs` and `/v1/metrics` are added; `http://localhost:4318` when absent. */
  readonly url?: string;
  /** Sent as `authorization: Bearer …`. */
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** `http/protobuf` when absent; `grpc` comes from `@bud/observe/grpc`. */
  readonly protocol?: 'http/protobuf' | 'http/json';
  /** `none` when absent. */
  readonly compression?: 'gzip' | 'none';
  /** Time for one export with all its attempts; 10,000 when absent. */
  readonly timeoutMs?: number;
  /** Signals that are sent; all when absent. */
  readonly signals?: readonly Signal[];
  /** True sends spans that are open for long also before they end, as children of type `pending`; false when absent. */
  readonly pending?: boolean;
}

export const otlpDefaults: Required<Omit<OtlpOptions, 'token' | 'headers'>> = {
  url: 'http://localhost:4318',
  protocol: 'http/protobuf',
  compression: 'none',
  timeoutMs: 10_000,
  signals: ['traces', 'logs', 'metrics'],
  pending: false,
};

export type Signal = 'traces' | 'logs' | 'metrics';

/** The console. */
export interface ConsoleOptions {
  /** `show-parents` when absent: a tree that grows while the program runs. */
  readonly style?: ConsoleStyle;
  /** `auto` when absent: colors where the terminal has them. */
  readonly colors?: 'auto' | 'always' | 'never';
  /** `info` when absent. */
  readonly minLevel?: Level;
}

export const consoleDefaults: Required<ConsoleOptions> = { style: 'show-parents', colors: 'auto', minLevel: 'info' };

export type ConsoleStyle = 'simple' | 'indented' | 'show-parents';

/** A file of OTLP/JSON lines, as the Collector's file exporter writes them. */
export interface FileOptions {
  /** `.bud/trace.jsonl` when absent. */
  readonly path?: string;
  /** A file that has grown to this is put aside; 50 MB when absent. */
  readonly maxBytes?: number;
  /** How many of those are kept; 5 when absent. */
  readonly keep?: number;
}

export const fileDefaults: Required<FileOptions> = { path: '.bud/trace.jsonl', maxBytes: 50_000_000, keep: 5 };
