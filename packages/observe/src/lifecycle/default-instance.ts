import { resolveTrackingOptions } from '@bud/runtime/otel';
import { diag } from '@opentelemetry/api';
import type { ValueOptions } from '@bud/value';
import type { Resource } from '@opentelemetry/resources';
import type { Sampler, SpanProcessor } from '@opentelemetry/sdk-trace';
import type { SpanWatcher } from '../export/exporter.ts';
import type { Scrubber } from '../pipeline/scrub.ts';
import { sharedProxies } from '../provider/globals.ts';
import type { Recording } from '../span/recording.ts';

/** What `configure` has set up, for another SDK. */
export interface Parts {
  readonly spans: SpanProcessor;
  readonly scrubber: Scrubber | undefined;
  readonly sampler: Sampler;
  readonly resource: Resource;
}

/** Whether what is said to models, and what they answer, is recorded. */
export interface ContentPolicy {
  /** By `captureContent` or `BUD_OBSERVE_CAPTURE_CONTENT`; undefined when neither is set. */
  readonly said: boolean | undefined;
  /** Whether everything stays on this machine, outside of production: then it is recorded unless something else is said. */
  readonly isLocal: boolean;
}

/** What the default instance of a process is at the moment; two copies of this package share it. */
export interface DefaultState {
  /** Says what a person must know, once. */
  once?: (message: string) => void;
  /** How values are recorded; undefined before the first `configure`. */
  values?: ValueOptions;
  /** What another SDK can be given. */
  parts?: Parts | undefined;
  /** Whether the spans are made by us, and not by another SDK. */
  isOurs?: boolean;
  /** Whether another SDK was given our processor. */
  hasProcessor?: boolean;
  /** Sends everything that has ended. */
  flush?: (() => Promise<void>) | undefined;
  /** Where a trace can be looked at: the URL, with `{traceId}` in it. */
  traceUrl?: string | undefined;
  /** Whether the content of calls to models is recorded. */
  contentPolicy?: ContentPolicy;
  /** Who sees every span, before `configure` and after it is called again. */
  watchers?: Set<SpanWatcher>;
  /** Ends what an earlier `configure` has set up. */
  stop?: () => void;
}

const key = Symbol.for('bud.observe.state.v1');

export function defaultState(): DefaultState {
  // Proof of the cast: the key is ours, and its version says what is there.
  const holder = globalThis as { [key]?: DefaultState };
  return (holder[key] ??= {});
}

/** Says what a person must know, once; nobody listens before the first `configure`. */
export function sayOnce(message: string): void {
  defaultState().once?.(message);
}

let recording: Recording | undefined;
let unconfigured: ValueOptions | undefined;

/** What the functions of the module record with: whatever stands behind the proxies at the moment. */
export function defaultRecording(): Recording {
  if (recording === undefined) {
    const { tracers, loggers } = sharedProxies();
    recording = {
      tracer: tracers.getTracer('bud'),
      logger: loggers.getLogger('bud'),
      isListening: () => tracers.hasProvider,
      values: () => defaultState().values ?? (unconfigured ??= resolveTrackingOptions({}, () => {})),
      report: (error) => diag.error('bud: recording failed; the program is not affected.', error),
    };
  }
  return recording;
}
