import {
  aBoolean,
  aCount,
  aString,
  forEachLimit,
  isSiteAttribute,
  isStringList,
  levels,
  oneOf,
  spanKinds,
  type Accepted,
  type Level,
  type OwnLimits,
  type SiteAttribute,
  type SpanKind,
} from '@bud/value/compiler';

import { isIdentifier } from '../language/literal.ts';
import { namesAndPatterns } from './accepted.ts';
import { closest } from './spelling.ts';
import { knownTypes } from './type.ts';

/** What a mark or a rule says about a function, with the names of the track specification. */
export interface Settings extends OwnLimits {
  /** Span name. Default: the qualified name of the function. */
  readonly name?: string;
  /** `llm`, `tool`, `agent`, `chain`, `retriever`, `embedding`, or a word of your own. */
  readonly type?: string;
  /** OpenTelemetry instrumentation scope. Default `bud`. */
  readonly tracer?: string;
  /** Span kind. Default `internal`. */
  readonly kind?: SpanKind;
  /** `false` records no argument. */
  readonly captureInput?: boolean;
  /** These arguments are never read. */
  readonly ignore?: readonly string[];
  /** Only these arguments are read. */
  readonly only?: readonly string[];
  /** Only ever adds to what is a secret. */
  readonly redact?: readonly string[];
  /** `false` records no result. */
  readonly captureOutput?: boolean;
  /** The name of a function in scope, which is called with the yielded items; its result is the output. */
  readonly aggregate?: string;
  /** The key of the result under which the stream stands that ends the span. */
  readonly stream?: string;
  /** Static attributes of every span. */
  readonly attributes?: Readonly<Record<string, SiteAttribute>>;
  /** `bud.tags`. */
  readonly tags?: readonly string[];
  /** Template over arguments: `Asking {question} of {model.name}`. */
  readonly message?: string;
  /** Below the configured level nothing is emitted. Default `info`. */
  readonly level?: Level;
  /** `true` starts a new trace that links to the caller's span. */
  readonly newTrace?: boolean;
  /** `true` leaves the function alone, whatever else asks for it. */
  readonly off?: boolean;
}

export type SettingKey = keyof Settings;

/** A value as written in a mark: one word or quoted string, or several separated by commas. */
export interface Written {
  readonly parts: readonly string[];
  /** `"3"` is a string where `3` is a number. */
  readonly isQuoted: boolean;
}

const names: Accepted = { words: 'a list of names, such as a,b,c', admits: isStringList };

/** Every key, and what it accepts. */
const acceptedKeys: Readonly<Record<SettingKey, Accepted>> = {
  name: aString,
  type: aString,
  tracer: aString,
  kind: oneOf(spanKinds),
  captureInput: aBoolean,
  ignore: names,
  only: names,
  redact: namesAndPatterns,
  captureOutput: aBoolean,
  ...forEachLimit(() => aCount),
  stream: aString,
  aggregate: {
    words: 'the name of a function in scope',
    admits: (value) => typeof value === 'string' && isIdentifier(value),
  },
  attributes: {
    words: 'an object of strings, finite numbers, booleans and lists of strings',
    admits: (value) => typeof value === 'object' && value !== null && Object.values(value).every(isSiteAttribute),
  },
  tags: names,
  message: aString,
  level: oneOf(levels),
  newTrace: aBoolean,
  off: aBoolean,
};

/** Every key, as written in a configuration. */
export const settingKeys: readonly string[] = Object.keys(acceptedKeys);

/** Other names for the same keys, as the SDKs of other languages spell them. */
const aliases: Readonly<Record<string, SettingKey>> = {
  tracername: 'tracer',
  ignorearguments: 'ignore',
  generationsaggregator: 'aggregate',
  root: 'newTrace',
};

/** Added to the remedy where a key that keeps values out of spans cannot be read. */
export const nothingRecorded = ' Until this is fixed, no argument of this function is recorded.';

/** `attributes` is written `attributes.KEY` in a mark. */
const markKeys = (Object.keys(acceptedKeys) as readonly SettingKey[]).filter((key) => key !== 'attributes');

/** A key of a mark, for whoever helps to write one. */
export interface MarkKey {
  readonly key: string;
  /** What it takes. */
  readonly words: string;
  /** All that it takes, or what is known among it. */
  readonly values: readonly string[];
  /** Its values are names of parameters. */
  readonly takesParameters: boolean;
}

/**
 * Every key of a mark, with what it takes.
 *
 * @example
 * describedKeys().find(({ key }) => key === 'type')?.values; // llm, tool, agent, …
 */
export function describedKeys(): readonly MarkKey[] {
  return markKeys.map((key) => ({
    key,
    words: acceptedKeys[key].words,
    values: valuesOf(key),
    takesParameters: key === 'ignore' || key === 'only',
  }));
}

function valuesOf(key: SettingKey): readonly string[] {
  if (key === 'type') return knownTypes;
  return isSwitch(key) ? ['true', 'false'] : (acceptedKeys[key].values ?? []);
}

const keysByFoldedName: ReadonlyMap<string, SettingKey> = new Map([
  ...markKeys.map((key) => [fold(key), key] as const),
  ...Object.entries(aliases),
]);

/** Case, `-` and `_` do not count: `captureInput`, `capture-input` and `capture_input` are one key. */
function fold(key: string): string {
  return key.toLowerCase().replace(/[-_]/g, '');
}

export function settingKey(written: string): SettingKey | null {
  return keysByFoldedName.get(fold(written)) ?? null;
}

export function acceptedBy(key: SettingKey): Accepted {
  return acceptedKeys[key];
}

/** A key that means `true` when it stands alone. */
export function isSwitch(key: SettingKey): boolean {
  return acceptedKeys[key] === aBoolean;
}

/** A key whose value is a list. */
export function isList(key: SettingKey): boolean {
  return acceptedKeys[key] === names || key === 'redact';
}

/** What to write in a mark instead of an unknown key. */
export function suggestKey(written: string): string | null {
  return closest(written, [...markKeys, 'attributes.KEY']);
}

/** Names of parameters and keys, which have no commas in them: `"a, b"` is a list of two. */
function isParameters(key: SettingKey): boolean {
  return key === 'ignore' || key === 'only' || key === 'redact';
}

/** A value written in a mark, as the key has it; whether the key accepts it is for {@link acceptedBy} to say. */
export function readValue(key: SettingKey, { parts }: Written): unknown {
  const [text = ''] = parts;
  if (parts.length > 1) return parts;
  if (isList(key)) return text === '' ? [] : isParameters(key) ? text.split(/\s*,\s*/) : [text];
  if (acceptedKeys[key] === aBoolean) return text === 'true' ? true : text === 'false' ? false : text;
  if (acceptedKeys[key] === aCount) return /^\d+$/.test(text) ? Number(text) : text;
  return text;
}

/** Attribute values are typed as written: `true`, `3`, `a,b`, anything else a string. */
export function readAttribute({ parts, isQuoted }: Written): SiteAttribute {
  const [text = ''] = parts;
  if (parts.length > 1) return parts;
  if (isQuoted) return text;
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}

/** Later settings win key by key; attributes are merged name by name, and what is a secret stays one. */
export function mergeSettings(earlier: Settings, later: Settings): Settings {
  const redact = [...(earlier.redact ?? []), ...(later.redact ?? [])];
  const attributes = { ...earlier.attributes, ...later.attributes };
  return {
    ...earlier,
    ...later,
    ...(redact.length > 0 && { redact }),
    ...((earlier.attributes ?? later.attributes) !== undefined && { attributes }),
  };
}
