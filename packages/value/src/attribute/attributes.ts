/**
 * What a program gives as attributes, as OpenTelemetry takes them:
 *
 *   { user, tags: ['a', 'b'], apiKey } ─ attributesOf ─▶ { user: '{"id":1}', tags: ['a', 'b'], apiKey: '[REDACTED]',
 *                                                          'bud.json_schema': ['user'] }
 *   free-name  the part of a name that may say that its value is a secret
 *   recorded   the way back: what attributes of a span say
 */
import { wellFormed } from '../format/cut.ts';
import type { ValueOptions } from '../format/format.ts';
import { redacted } from '../secret/policy.ts';
import { freeName } from './free-name.ts';
import { JSON_SCHEMA } from './recorded.ts';

/** A value that OpenTelemetry takes. */
type AttributeValue = string | number | boolean | string[] | number[] | boolean[];

/**
 * Primitives and lists of one kind of primitive stay what they are, everything else becomes JSON within the limits; what
 * is a secret by its name or its shape is replaced. `undefined` members are left out, as JSON leaves them out.
 */
export function attributesOf(
  values: Readonly<Record<string, unknown>>,
  options: ValueOptions,
): Record<string, AttributeValue> {
  const attributes: Record<string, AttributeValue> = {};
  const jsonKeys: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const key = wellFormed(name);
    const free = freeName(name);
    if (free !== undefined && options.secrets.isSecret(free, value)) {
      attributes[key] = options.secrets.replacement({ key: free, path: [name], value }) ?? redacted;
      continue;
    }
    const list = nativeList(value, options);
    if (list !== undefined) {
      attributes[key] = list;
      continue;
    }
    const formatted = options.format(value, options, name);
    attributes[key] = formatted.value;
    if (formatted.isJson) jsonKeys.push(key);
  }
  if (jsonKeys.length > 0) attributes[JSON_SCHEMA] = jsonKeys;
  return attributes;
}

/** A list that OpenTelemetry takes as it is: strings, finite numbers or booleans, all of one kind. */
function nativeList(value: unknown, { secrets }: ValueOptions): AttributeValue | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > mostItems) return undefined;
  const kind = typeof value[0];
  if (
    !nativeKinds.has(kind) ||
    !value.every((item) => typeof item === kind && (kind !== 'number' || Number.isFinite(item)))
  )
    return undefined;
  if (kind === 'string') return value.map((item: string) => wellFormed(secrets.hideIn(item)));
  // Proof of the cast: every item is a finite number, or every item is a boolean.
  return [...value] as number[] | boolean[];
}

const nativeKinds = new Set(['string', 'number', 'boolean']);
/** A longer list is cut as JSON is: its first and last items are kept. */
const mostItems = 128;
