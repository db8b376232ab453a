/**
 * What a program tells the recorder:
 *
 *   TrackingOptions ─ throw-mistakes ─▶ a TypeError that lists every mistake
 *     └─ resolveTrackingOptions ─▶ defaults filled in, the policy of secrets made
 *          └─ optionsOf(site) ─▶ with the limits and secrets of one function, once per site
 */
import {
  aBoolean,
  aCount,
  aFunction,
  createSecretPolicy,
  json,
  optionMistakes,
  ownLimits,
  secretNames,
  withoutUndefined,
  type Accepted,
  type Format,
  type SecretOptions,
  type Site,
  type ValueOptions,
} from '@bud/value';
import { throwMistakes } from './throw-mistakes.ts';
import type { TracerProvider } from '../telemetry/telemetry.ts';

/** What `startTracking` can be told. */
export interface TrackingOptions extends SecretOptions {
  /** Makes the spans; absent means the provider that the application registers globally, before or after. */
  readonly tracerProvider?: TracerProvider;
  /** How values are written: as JSON when absent, or `inspect` from `@bud/runtime/inspect`. */
  readonly format?: Format;
  /** Longest attribute of a value, in UTF-16 units; 16,384 when absent. What is longer is cut in the middle. */
  readonly maxLength?: number;
  /** Longest string inside a JSON value, in UTF-16 units; 4096 when absent. */
  readonly maxString?: number;
  /** Nesting of recorded values that is still opened; 10 when absent. */
  readonly maxDepth?: number;
  /** Most yielded items kept for `aggregate`; later ones are counted only. 10,000 when absent. */
  readonly maxItems?: number;
  /** False records no argument of any function. */
  readonly captureInput?: boolean;
  /** Recorded output of functions whose mark does not say; true when absent. */
  readonly captureOutput?: boolean;
  /**
   * Whether what a function threw is a failure; undefined leaves the decision to the recorder, for which redirects,
   * `notFound()` and thrown promises are control flow and an `AbortError` means that a signal has fired.
   */
  readonly isError?: (thrown: unknown) => boolean | undefined;
  /** A stream that nobody has read for so long is abandoned, and its span ends; ten minutes when absent. */
  readonly idleMs?: number;
  /** Most spans of one function in a second; further calls in it run untracked. No limit when absent. */
  readonly maxPerSecond?: number;
  /** A successful call that was shorter gets no span, unless something refers to it; all get one when absent. */
  readonly minDurationMs?: number;
}

/** The options with every default filled in. */
export interface ResolvedTrackingOptions extends ValueOptions {
  readonly tracerProvider?: TracerProvider;
  /** What `secrets` were made from: a site may add names of its own. */
  readonly secretOptions: SecretOptions;
  readonly maxItems: number;
  readonly captureInput: boolean;
  readonly captureOutput: boolean;
  readonly isError?: TrackingOptions['isError'];
  readonly idleMs: number;
  readonly maxPerSecond?: number;
  readonly minDurationMs?: number;
}

/** The options for the values of one site: its own limits, and what its build was told of secrets. */
export function optionsOf(site: Site, given: ResolvedTrackingOptions): ResolvedTrackingOptions {
  const options = { ...given, ...ownLimits(site) };
  if (site.redact === undefined && site.keep === undefined) return options;
  const { redact = [], keep = [], onSecret } = options.secretOptions;
  const secretOptions = { redact: redact.concat(site.redact ?? []), keep: keep.concat(site.keep ?? []), onSecret };
  return { ...options, secrets: createSecretPolicy(secretOptions) };
}

const defaults = {
  format: json,
  maxLength: 16_384,
  maxString: 4096,
  maxDepth: 10,
  maxItems: 10_000,
  captureInput: true,
  captureOutput: true,
  idleMs: 600_000,
};

/** `onFailure` learns what the program's `onSecret` throws. */
export function resolveTrackingOptions(
  options: TrackingOptions,
  onFailure: (error: unknown) => void,
): ResolvedTrackingOptions {
  const { redact, keep, onSecret } = options;
  const secretOptions = { redact, keep, onSecret: onSecret && careful(onSecret, onFailure) };
  return {
    ...defaults,
    ...withoutUndefined<TrackingOptions>(options),
    secrets: createSecretPolicy(secretOptions),
    secretOptions,
  };
}

type OnSecret = NonNullable<SecretOptions['onSecret']>;

/**
 * Asks the program about a secret; a question that fails leaves it redacted. So does one that comes up while another
 * is being answered: the answering code may call tracked functions, whose secrets would ask it again without end.
 */
function careful(onSecret: OnSecret, onFailure: (error: unknown) => void): OnSecret {
  let isAsking = false;
  return (match) => {
    if (isAsking) return undefined;
    isAsking = true;
    try {
      return onSecret(match);
    } catch (error) {
      onFailure(error);
      return undefined;
    } finally {
      isAsking = false;
    }
  };
}

/**
 * What each option of `startTracking` may be, for whoever takes them on its behalf.
 *
 * @example
 * acceptedTracking.maxDepth.admits(-1); // false
 */
export const acceptedTracking: Readonly<Record<keyof TrackingOptions, Accepted>> = {
  tracerProvider: {
    words: 'an OpenTelemetry tracer provider',
    admits: (value) => typeof value === 'object' && value !== null && 'getTracer' in value,
  },
  format: { ...aFunction, words: '`inspect` from `@bud/runtime/inspect`' },
  maxLength: aCount,
  maxString: aCount,
  maxDepth: aCount,
  maxItems: aCount,
  captureInput: aBoolean,
  captureOutput: aBoolean,
  isError: aFunction,
  idleMs: aCount,
  maxPerSecond: aCount,
  minDurationMs: aCount,
  redact: secretNames,
  keep: secretNames,
  onSecret: aFunction,
};

/** Throws a `TypeError` that lists every mistake; undefined counts as absent. */
export function checkTrackingOptions(options: TrackingOptions): void {
  throwMistakes('startTracking', optionMistakes(options, acceptedTracking));
}
