import {
  getOwnPropertyDescriptor,
  getPrototypeOf,
  inspect,
  inspectUnquoted,
  isProxy,
  nameOfValue,
  type TextOptions,
} from '@bud/value';
import type { Attributes } from './telemetry.ts';

/** A plain object with more keys than this is recorded as one string; OpenTelemetry keeps 128 attributes by default. */
const maxKeys = 64;

/**
 * The attributes that tell what a call returned: one per key of a plain object, otherwise a single one.
 *
 * @example
 * outputAttributes({ answer: 42 }, options); // { 'bud.track.output.answer': '42' }
 */
export function outputAttributes(value: unknown, options: TextOptions): Attributes {
  const keys = isRecord(value) ? Object.keys(value) : [];
  if (keys.length === 0 || keys.length > maxKeys) return { 'bud.track.output': inspect(value, options) };
  const attributes: Attributes = {};
  // Proof of the cast: only a plain object has keys here.
  for (const key of keys)
    attributes[`bud.track.output.${inspectUnquoted(key, options)}`] = inspectMember(value as object, key, options);
  return attributes;
}

function inspectMember(holder: object, key: string, options: TextOptions): string {
  const property = getOwnPropertyDescriptor(holder, key);
  if (property?.get !== undefined || property?.set !== undefined) return '[Getter]';
  const place = { holder, key, isElement: false, outer: undefined, holderName: undefined };
  return inspectNamed(nameOfValue(options.secrets, place), property?.value, options, key);
}

/** Something with a name, as it is recorded; the name may say that it is a secret. */
export function inspectNamed(name: string, value: unknown, options: TextOptions, key: string = name): string {
  const { secrets } = options;
  const replacement = secrets.isSecret(name, value)
    ? secrets.replacement({ key: name, path: [key], value })
    : undefined;
  return replacement ?? inspect(value, options, key);
}

function isRecord(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || isProxy(value)) return false;
  const prototype = getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
