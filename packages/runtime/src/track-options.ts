import type { Site, SiteAttribute } from '@bud/value';

/**
 * What `track` can be told about a function: the keys of a mark, and `params`. `Item` is what the function yields.
 *
 * @example
 * const options: TrackOptions<string> = { type: 'llm', params: ['prompt'], aggregate: (parts) => parts.join('') };
 */
export interface TrackOptions<in Item = never> {
  /** Span name; the qualified name of the function when absent. */
  readonly name?: string;
  /** `llm`, `tool`, `agent`, `chain`, `retriever`, `embedding`, or your own. */
  readonly type?: string;
  /** OpenTelemetry instrumentation scope; `bud` when absent. */
  readonly tracer?: string;
  /** Span kind; `internal` when absent. */
  readonly kind?: NonNullable<Site['spanKind']>;
  /**
   * Names of the parameters, in order; `0`, `1`, … when absent. `...rest` takes all remaining arguments. Arguments whose
   * name means a secret are recorded as `[REDACTED]` and never read.
   */
  readonly params?: readonly string[];
  /** False records no argument. */
  readonly captureInput?: boolean;
  /** These arguments are never read. */
  readonly ignore?: readonly string[];
  /** Only these arguments are read. */
  readonly only?: readonly string[];
  /** False records no result. */
  readonly captureOutput?: boolean;
  /** Called with the yielded items; its result is recorded as the output. */
  readonly aggregate?: (items: Item[]) => unknown;
  /** Static attributes of every span. */
  readonly attributes?: Readonly<Record<string, SiteAttribute>>;
  /** `bud.tags`. */
  readonly tags?: readonly string[];
  /** Template over arguments: `Asking {question} of {model.name}`. */
  readonly message?: string;
  /** `info` when absent. */
  readonly level?: 'trace' | 'debug' | 'info' | 'notice' | 'warn' | 'error' | 'fatal';
  /** True starts a new trace that links to the caller's span. */
  readonly root?: boolean;
  /** True leaves the function alone, also when its class is tracked. */
  readonly off?: boolean;
}

/** Later options win key by key; attributes are merged name by name. */
export function mergeTrackOptions(earlier: TrackOptions, later: TrackOptions): TrackOptions {
  const merged = { ...earlier, ...later };
  if (earlier.attributes === undefined || later.attributes === undefined) return merged;
  return { ...merged, attributes: { ...earlier.attributes, ...later.attributes } };
}
