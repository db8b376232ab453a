import { getOwnPropertyDescriptor, getPrototypeOf, isProxy } from './intrinsics.ts';
import type { Attributes } from './telemetry.ts';
import { valueText, type ValueTextOptions } from './value-text.ts';

/** A plain object with more keys than this is recorded as one text; OpenTelemetry keeps 128 attributes by default. */
const maxKeys = 64;

/**
 * The attributes that tell what a call returned: one per key of a plain object, otherwise a single text.
 *
 * @example
 * outputAttributes({ answer: 42 }, options); // { 'bud.track.output.answer': '42' }
 */
export function outputAttributes(value: unknown, options: ValueTextOptions): Attributes {
  const keys = isPlainObject(value) ? Object.keys(value) : [];
  if (keys.length === 0 || keys.length > maxKeys) return { 'bud.track.output': valueText(value, options) };
  const attributes: Attributes = {};
  for (const key of keys) {
    // Only a plain object has keys here.
    const property = getOwnPropertyDescriptor(value as object, key);
    attributes[`bud.track.output.${key}`] =
      property?.get === undefined && property?.set === undefined
        ? namedText(key, property?.value, options)
        : '[Getter]';
  }
  return attributes;
}

/** Value text of something with a name, which may say that it is a secret. */
export function namedText(key: string, value: unknown, options: ValueTextOptions): string {
  const { secrets } = options;
  const replacement = secrets.isSecret(key) ? secrets.replacement({ key, path: [key], value }) : undefined;
  return replacement ?? valueText(value, options);
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || isProxy(value)) return false;
  const prototype = getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
