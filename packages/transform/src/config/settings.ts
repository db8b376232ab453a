import { isIdentifier } from '../language/literal.ts';
import { levels, spanKinds, type SiteAttribute, type Level, type SpanKind } from '@bud/value';
import { closest } from './spelling.ts';

/** What a mark or a rule says about a function, with the names of the track specification. */
export interface Settings {
  readonly name?: string;
  readonly type?: string;
  readonly tracer?: string;
  readonly kind?: SpanKind;
  readonly captureInput?: boolean;
  readonly ignore?: readonly string[];
  readonly only?: readonly string[];
  readonly captureOutput?: boolean;
  readonly aggregate?: string;
  readonly attributes?: Readonly<Record<string, SiteAttribute>>;
  readonly tags?: readonly string[];
  readonly message?: string;
  readonly level?: Level;
  readonly root?: boolean;
  readonly off?: boolean;
}

export type SettingKey = keyof Settings;

/** A value as written in a mark: one word or quoted text, or several separated by commas. */
export interface Written {
  readonly parts: readonly string[];
  /** `"3"` is text where `3` is a number. */
  readonly isQuoted: boolean;
}

type Accepts = 'text' | 'identifier' | 'boolean' | 'list' | readonly string[];

/** Every key but `attributes.KEY`, and what it accepts. */
const accepted: Readonly<Record<Exclude<SettingKey, 'attributes'>, Accepts>> = {
  name: 'text',
  type: 'text',
  tracer: 'text',
  kind: spanKinds,
  captureInput: 'boolean',
  ignore: 'list',
  only: 'list',
  captureOutput: 'boolean',
  aggregate: 'identifier',
  tags: 'list',
  message: 'text',
  level: levels,
  root: 'boolean',
  off: 'boolean',
};

/** Other names for the same keys, as the SDKs of other languages spell them. */
const aliases: Readonly<Record<string, SettingKey>> = {
  tracername: 'tracer',
  ignorearguments: 'ignore',
  generationsaggregator: 'aggregate',
  newtrace: 'root',
};

const keysByFoldedName: ReadonlyMap<string, SettingKey> = new Map([
  ...Object.keys(accepted).map((key) => [fold(key), key as SettingKey] as const),
  ...Object.entries(aliases),
]);

/** Case, `-` and `_` do not count: `captureInput`, `capture-input` and `capture_input` are one key. */
function fold(key: string): string {
  return key.toLowerCase().replace(/[-_]/g, '');
}

export function settingKey(written: string): SettingKey | null {
  return keysByFoldedName.get(fold(written)) ?? null;
}

export function isSwitch(key: SettingKey): boolean {
  return key !== 'attributes' && accepted[key] === 'boolean';
}

/** What to write instead of an unknown key; `others` are keys that are no settings. */
export function suggestKey(written: string, others: readonly string[] = []): string | null {
  return closest(written, [...Object.keys(accepted), 'attributes.KEY', ...others]);
}

/** Reads a value written in a mark; a string result says what is accepted. */
export function readValue(
  key: Exclude<SettingKey, 'attributes'>,
  written: Written,
): { value: Settings[SettingKey] } | string {
  return checkValue(key, written.parts.length === 1 ? fromText(key, written) : written.parts);
}

function fromText(key: Exclude<SettingKey, 'attributes'>, { parts: [text = ''] }: Written): unknown {
  const accepts = accepted[key];
  if (accepts === 'list') return text === '' ? [] : [text];
  if (accepts === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

/** Checks a value of a mark or of a rule; a string result says what is accepted. */
export function checkValue(
  key: Exclude<SettingKey, 'attributes'>,
  value: unknown,
): { value: Settings[SettingKey] } | string {
  const accepts = accepted[key];
  if (accepts === 'boolean') return typeof value === 'boolean' ? { value } : 'true or false';
  if (accepts === 'list') return isTextList(value) ? { value } : 'a list of names, as in a,b,c';
  if (accepts === 'text') return typeof value === 'string' && value !== '' ? { value } : 'a text';
  if (accepts === 'identifier') {
    return typeof value === 'string' && isIdentifier(value) ? { value } : 'the name of a function in scope';
  }
  return typeof value === 'string' && accepts.includes(value)
    ? // Proof of the cast: the lists are those of SpanKind and Level, the types of their two keys.
      { value: value as Settings[SettingKey] }
    : `one of ${accepts.join(', ')}`;
}

/** Attribute values are typed as written: `true`, `3`, `a,b`, anything else a string. */
export function readAttribute({ parts, isQuoted }: Written): SiteAttribute {
  const [text = ''] = parts;
  if (parts.length > 1) return parts;
  if (isQuoted) return text;
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}

export function isSiteAttribute(value: unknown): value is SiteAttribute {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value) || isTextList(value);
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Later settings win key by key; attributes are merged name by name. */
export function mergeSettings(earlier: Settings, later: Settings): Settings {
  if (earlier.attributes === undefined || later.attributes === undefined) return { ...earlier, ...later };
  return { ...earlier, ...later, attributes: { ...earlier.attributes, ...later.attributes } };
}
