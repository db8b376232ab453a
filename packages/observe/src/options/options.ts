/**
 * What a program tells `configure`:
 *
 *   table       each option: what it accepts, its default, the variables that say it
 *   ObserveOptions ─ check ─────▶ an error that lists every mistake: the option, its value, what is accepted
 *   environment ─ variables ─▶ what is said there, and the mistakes in it
 *     ├─ opentelemetry  what no option says, and what has no effect here     tracking-note  BUD_TRACK
 *     └─ resolve ─▶ argument, BUD_OBSERVE_*, OTEL_*, default: the first that is set
 *          └─ targets-said  where telemetry goes by variables, and what they add to where a program sends it
 *   └─▶ ResolvedOptions: nothing below this room reads a variable or a raw option
 *   stage       production, tests, or somebody who develops
 *   accepted    what a value may be      key-pairs   `a=b,c=d`      spelling   the name that was probably meant
 */
import type { TracerProvider } from '@opentelemetry/api';
import type { ResourceDetector } from '@opentelemetry/resources';
import type { TrackingOptions } from '@bud/runtime/otel';
import type { DetectorName } from '../platform/detector-name.ts';
import type { ExportTarget } from '../export/target-options.ts';
import type { ObserveExtensions } from '../extension.ts';
import type { Propagator } from './opentelemetry.ts';

/** What `configure` can be told; everything has a default. */
export interface ObserveOptions extends ObserveExtensions {
  /** `service.name`; the name in the program's `package.json`, or its file, when absent. */
  readonly serviceName?: string;
  /** `service.version`; the version in the program's `package.json` when absent. */
  readonly serviceVersion?: string;
  /** `deployment.environment.name`: `production`, `staging`, …; `NODE_ENV` when absent. */
  readonly environment?: string;
  /** `bud.project.id`. */
  readonly project?: string;
  /** What else describes the service, on everything it sends: `{ 'service.namespace': 'shop', team: 'search' }`. */
  readonly resourceAttributes?: Readonly<Record<string, string | number | boolean>>;
  /**
   * Where spans, logs and metrics go; false sends them nowhere. When absent, where the environment says; else to a terminal,
   * and to the viewer if it runs on this machine.
   */
  readonly export?: false | readonly ExportTarget[];
  /** Which traces are kept; all when absent. */
  readonly sampling?: SamplingOptions;
  /** False sends what other libraries record as it is; what this package records is always searched for secrets. */
  readonly scrubbing?: boolean | ScrubbingOptions;
  /** What `startTracking` takes; its `redact`, `keep` and `onSecret` hold for everything that is recorded. */
  readonly tracking?: Omit<TrackingOptions, 'tracerProvider'>;
  /** Makes the spans instead of a provider of ours: then nothing is registered and nothing exported. */
  readonly tracerProvider?: TracerProvider;
  /** How spans wait for an exporter. */
  readonly batch?: BatchOptions;
  /** Time between two exports of metrics; 60,000 when absent. */
  readonly metricIntervalMs?: number;
  /** Dialects that are written beside our own attributes: `openinference`, `langfuse`, or your own. */
  readonly conventions?: readonly (Convention | string)[];
  /** Origins that requests carry the trace to: `https://api.example.com`, patterns; same origin and loopback when absent. */
  readonly propagateTo?: readonly (string | RegExp)[];
  /** Keys of baggage that leave the process, towards `propagateTo`; none when absent. */
  readonly propagateBaggage?: readonly string[];
  /** A span that is open for so long is written once as pending, to exporters that understand it; 1000 when absent. */
  readonly pendingAfterMs?: number;
  /** Most time that flushing takes when the process ends; 2000 when absent. */
  readonly exitTimeoutMs?: number;
  /**
   * What describes the program's surroundings, by name or as detectors of OpenTelemetry: host, operating system, process and
   * instance when absent, false for none. `container`, `aws`, `gcp`, `azure` and `alibaba` need OpenTelemetry's package.
   */
  readonly resourceDetectors?: false | readonly (DetectorName | ResourceDetector)[];
  /**
   * Whether what is said to models and what they answer is recorded, by `@bud/llm`; only where everything stays on this
   * machine, outside of production, when absent.
   */
  readonly captureContent?: boolean;
  /** True records event-loop delay, garbage collection and memory of a process of Node; false when absent. */
  readonly runtimeMetrics?: boolean;
  /** False leaves stacks as they are; those of files with a source map beside them show the sources when absent. */
  readonly sourceMaps?: boolean;
  /** Where a person can look at a trace: a URL with `{traceId}` in it, for `traceUrl()` and the console. */
  readonly traceUrl?: string;
}

/** Which traces are kept. */
export interface SamplingOptions {
  /** Part of all traces, decided at their root by the trace id, before anything is read; 1 when absent. */
  readonly ratio?: number;
  /** Part of the spans of a type: `{ tool: 0.1 }`; the rest is dropped with everything below it. */
  readonly types?: Readonly<Record<string, number>>;
  /** The same for functions: `{ 'src/agent.ts:Agent.plan': 0.5 }`. */
  readonly sites?: Readonly<Record<string, number>>;
  /** Keeps traces in which something failed, whatever the ratio says. Traces are then held until they end. */
  readonly keepErrors?: boolean;
  /** Keeps traces that took longer. */
  readonly keepSlowerThanMs?: number;
}

export interface ScrubbingOptions {
  /** E-mail addresses, card numbers, IBANs and telephone numbers too. */
  readonly pii?: boolean;
}

/** How spans and log records wait for their exporter. */
export interface BatchOptions {
  /** Most that wait; more are dropped and counted. 65,536 when absent. */
  readonly queue?: number;
  /** Most in one export; 2048 when absent. */
  readonly size?: number;
  /** Longest wait; 1000 when absent. */
  readonly delayMs?: number;
}

/** A dialect of attributes: what it adds to a span that is about to end. */
export interface Convention {
  readonly name: string;
  attributes(span: ConventionSpan): Readonly<Record<string, unknown>>;
}

/** What a convention sees of a span. */
export interface ConventionSpan {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The options with everything decided. */
export interface ResolvedOptions {
  readonly serviceName: string;
  readonly serviceVersion: string | undefined;
  readonly environment: string | undefined;
  readonly project: string | undefined;
  readonly resourceAttributes: Readonly<Record<string, string | number | boolean>>;
  readonly targets: readonly ExportTarget[];
  readonly sampling: ResolvedSampling;
  readonly scrubbing: { readonly isOn: boolean; readonly pii: boolean };
  readonly tracking: Omit<TrackingOptions, 'tracerProvider'>;
  readonly tracerProvider: TracerProvider | undefined;
  readonly batch: Required<BatchOptions>;
  readonly metricIntervalMs: number;
  readonly conventions: readonly (Convention | string)[];
  readonly propagateTo: readonly (string | RegExp)[];
  readonly propagateBaggage: readonly string[];
  readonly pendingAfterMs: number;
  readonly exitTimeoutMs: number;
  readonly resourceDetectors: readonly (DetectorName | ResourceDetector)[] | undefined;
  readonly captureContent: boolean | undefined;
  readonly runtimeMetrics: boolean;
  readonly sourceMaps: boolean;
  readonly traceUrl: string | undefined;
  /** Options that other packages bring, by their names. */
  readonly extensions: ReadonlyMap<string, unknown>;
  /** `NODE_ENV`, or what the program calls its environment. */
  readonly isProduction: boolean;
  /** Nobody has said where telemetry goes, and a person may sit in front of the program. */
  readonly looksForViewer: boolean;
  /** `OTEL_SDK_DISABLED`: nothing is recorded at all. */
  readonly isDisabled: boolean;
  /** What requests carry. */
  readonly propagators: readonly Propagator[];
  /** What variables ask for and do not get, where we make the spans. */
  readonly notes: readonly string[];
  /** What to say about `BUD_TRACK`. */
  readonly trackingNote: string | undefined;
  /** Somebody has said where telemetry goes, or that it goes nowhere; or it is shown in the terminal. */
  readonly isTargetSaid: boolean;
  /** The options that the program itself gave. */
  readonly given: readonly string[];
}

export interface ResolvedSampling {
  readonly ratio: number;
  readonly types: Readonly<Record<string, number>>;
  readonly sites: Readonly<Record<string, number>>;
  readonly keepErrors: boolean;
  readonly keepSlowerThanMs: number | undefined;
}
