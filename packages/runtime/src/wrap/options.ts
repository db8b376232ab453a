import {
  forEachLimit,
  getPrototypeOf,
  levels,
  parseTemplate,
  spanKinds,
  withoutUndefined,
  type Level,
  type OwnLimits,
  type SiteAttribute,
  type SpanKind,
} from '@bud/value';
import {
  checkOptions,
  count,
  describeOption,
  flag,
  namesAndPatterns,
  throwMistakes,
  type Check,
} from '../options/check-options.ts';

/**
 * What `track` can be told about a function: the keys of a mark, and `params`. `Item` is what the function yields.
 *
 * @example
 * const options: TrackOptions<string> = { type: 'llm', params: ['prompt'], aggregate: (parts) => parts.join('') };
 */
export interface TrackOptions<in Item = never> extends OwnLimits {
  /** Span name; the qualified name of the function when absent. */
  readonly name?: string;
  /** `llm`, `tool`, `agent`, `chain`, `retriever`, `embedding`, or your own. */
  readonly type?: string;
  /** OpenTelemetry instrumentation scope; `bud` when absent. */
  readonly tracer?: string;
  /** Span kind; `internal` when absent. */
  readonly kind?: SpanKind;
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
  /** Names and patterns of secrets, in arguments and result, besides those of the recorder; as a mark's, they only add. */
  readonly redact?: readonly (string | RegExp)[];
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
  readonly level?: Level;
  /** True starts a new trace that links to the caller's span. */
  readonly newTrace?: boolean;
  /** The key of the result under which the stream stands that ends the span. */
  readonly stream?: string;
  /** True leaves the function alone, also when its class is tracked. */
  readonly off?: boolean;
}

const isString = (value: unknown): boolean => typeof value === 'string' && value !== '';
const areNames = (value: unknown): boolean => Array.isArray(value) && value.every(isString);

const string: Check = [isString, 'a non-empty string'];
const names: Check = [areNames, 'a list of names'];
const oneOf = (accepted: readonly unknown[]): Check => [
  (value) => accepted.includes(value),
  `one of ${accepted.join(', ')}`,
];

const checks: Readonly<Record<keyof TrackOptions, Check>> = {
  name: string,
  type: string,
  tracer: string,
  kind: oneOf(spanKinds),
  params: [
    // Proof of the cast: `areNames` holds.
    (value) => areNames(value) && (value as readonly string[]).slice(0, -1).every((name) => !name.startsWith('...')),
    'a list of parameter names, of which only the last may begin with "..."',
  ],
  captureInput: flag,
  ignore: names,
  only: names,
  redact: namesAndPatterns,
  captureOutput: flag,
  ...forEachLimit(() => count),
  stream: string,
  aggregate: [(value) => typeof value === 'function', 'a function'],
  attributes: [
    (value) => isObjectLiteral(value) && Object.values(value).every(isAttribute),
    'an object of strings, finite numbers, booleans and lists of strings',
  ],
  tags: names,
  message: string,
  level: oneOf(levels),
  newTrace: flag,
  off: flag,
};

/** Takes what the program passed as options; undefined counts as absent. Throws a `TypeError` that lists every mistake. */
export function checkTrackOptions(given: unknown): TrackOptions {
  if (!isObjectLiteral(given)) {
    throw new TypeError(`track() takes a function, a class or an object of options, not ${describeOption(given)}.`);
  }
  checkOptions('track', given, checks);
  // Proof of the cast: every key is known and every value passed its check. A copy, so that it stays as checked.
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as TrackOptions;
}

/** Names in a function's own options must mean a parameter; those of a class serve many functions. */
export function checkParameterNames(options: TrackOptions): void {
  const { params, ignore = [], only = [], message = '' } = options;
  const known = params?.map((name) => name.replace(/^\.\.\./, ''));
  const accepted = known === undefined ? '0, 1, … unless "params" names the parameters' : known.join(', ') || 'none';
  const isKnown = (name: string): boolean => known?.includes(name) ?? /^\d+$/.test(name);
  const captured = parseTemplate(message).flatMap((part) => (typeof part === 'string' ? [] : part.name));
  throwMistakes(
    'track',
    Object.entries({ ignore, only, message: captured }).flatMap(([key, used]) =>
      used
        .filter((name) => !isKnown(name))
        .map((name) => `"${name}" in "${key}" is not a parameter (accepted: ${accepted})`),
    ),
  );
}

// By the length of its prototype chain, so that objects of other realms count.
function isObjectLiteral(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype = getPrototypeOf(value);
  return prototype === null || getPrototypeOf(prototype) === null;
}

function isAttribute(value: unknown): boolean {
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isList || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

/** Later options win key by key; attributes are merged name by name, and what is redacted stays redacted. */
export function mergeTrackOptions(earlier: TrackOptions, later: TrackOptions): TrackOptions {
  return withoutUndefined<TrackOptions>({
    ...earlier,
    ...later,
    attributes: (earlier.attributes ?? later.attributes) && { ...earlier.attributes, ...later.attributes },
    redact: (earlier.redact ?? later.redact) && [...(earlier.redact ?? []), ...(later.redact ?? [])],
  });
}
