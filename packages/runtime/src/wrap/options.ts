import {
  aBoolean,
  aCount,
  aFunction,
  aString,
  describeValue,
  forEachLimit,
  getPrototypeOf,
  isNonEmptyString,
  isSiteAttribute,
  levels,
  oneOf,
  optionMistakes,
  parseTemplate,
  secretNames,
  spanKinds,
  withoutUndefined,
  type Accepted,
  type Level,
  type OwnLimits,
  type SiteAttribute,
  type SpanKind,
} from '@bud/value';
import { throwMistakes } from '../options/throw-mistakes.ts';

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

const areNames = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isNonEmptyString);

const names: Accepted = { words: 'a list of names', admits: areNames };

const accepted: Readonly<Record<keyof TrackOptions, Accepted>> = {
  name: aString,
  type: aString,
  tracer: aString,
  kind: oneOf(spanKinds),
  params: {
    words: 'a list of parameter names, of which only the last may begin with "..."',
    admits: (value) => areNames(value) && value.slice(0, -1).every((name) => !name.startsWith('...')),
  },
  captureInput: aBoolean,
  ignore: names,
  only: names,
  redact: secretNames,
  captureOutput: aBoolean,
  ...forEachLimit(() => aCount),
  stream: aString,
  aggregate: aFunction,
  attributes: {
    words: 'an object of strings, finite numbers, booleans and lists of strings',
    admits: (value) => isObjectLiteral(value) && Object.values(value).every(isSiteAttribute),
  },
  tags: names,
  message: aString,
  level: oneOf(levels),
  newTrace: aBoolean,
  off: aBoolean,
};

/** Takes what the program passed as options; undefined counts as absent. Throws a `TypeError` that lists every mistake. */
export function checkTrackOptions(given: unknown): TrackOptions {
  if (!isObjectLiteral(given)) {
    throw new TypeError(`track() takes a function, a class or an object of options, not ${describeValue(given)}.`);
  }
  throwMistakes('track', optionMistakes(given, accepted));
  // Every key is known and every value is accepted. A copy, so that it stays as checked.
  return withoutUndefined<TrackOptions>(given);
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

/** Later options win key by key; attributes are merged name by name, and what is redacted stays redacted. */
export function mergeTrackOptions(earlier: TrackOptions, later: TrackOptions): TrackOptions {
  return withoutUndefined<TrackOptions>({
    ...earlier,
    ...later,
    attributes: (earlier.attributes ?? later.attributes) && { ...earlier.attributes, ...later.attributes },
    redact: (earlier.redact ?? later.redact) && [...(earlier.redact ?? []), ...(later.redact ?? [])],
  });
}
