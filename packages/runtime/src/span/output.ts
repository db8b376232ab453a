import {
  getPrototypeOf,
  isReflectable,
  nameOfValue,
  outlineOf,
  ownKeys,
  ownProperty,
  plainString,
  type FormattedValue,
  type ValueOptions,
} from '@bud/value';

/** An attribute that shows a value. */
export type ValueAttribute = readonly [key: string, value: FormattedValue];

/** A plain object with more keys than this is recorded as one attribute; OpenTelemetry keeps 128 by default. */
const maxKeys = 64;

/** Longer keys are cut in the attribute's name, which backends index. */
const maxKeyLength = 256;

/**
 * The attributes that tell what a call returned: one per key of a plain object, otherwise a single one; none when it
 * returned nothing.
 *
 * @example
 * outputAttributes({ answer: 42 }, options); // [['bud.track.output.answer', { value: 42, isJson: false }]]
 */
export function outputAttributes(value: unknown, options: ValueOptions): readonly ValueAttribute[] {
  if (value === undefined) return [];
  const keys = isRecord(value) ? ownKeys(value) : [];
  if (keys.length === 0 || keys.length > maxKeys) return [['bud.track.output', options.format(value, options)]];
  const keyLimits = { ...options, maxLength: Math.min(options.maxLength, maxKeyLength) };
  return keys.flatMap((key) => {
    // Proof of the cast: only a plain object has keys here.
    const member = outputMember(value as object, key, options);
    return member === undefined ? [] : [[`bud.track.output.${plainString(key, keyLimits)}`, member] as const];
  });
}

/** A member that has no value is left out, as JSON leaves it out. */
function outputMember(holder: object, key: string, options: ValueOptions): FormattedValue | undefined {
  const property = ownProperty(holder, key);
  if (property?.get !== undefined || property?.set !== undefined) return { value: '[Getter]', isJson: false };
  if (property?.value === undefined) return undefined;
  const place = { value: property.value, holder, key, isElement: false, outer: undefined, holderName: undefined };
  return namedValue(nameOfValue(options.secrets, place), property.value, options, key);
}

/** Something with a name, as it is recorded; the name may say that it is a secret. */
export function namedValue(name: string, value: unknown, options: ValueOptions, key: string = name): FormattedValue {
  const { secrets } = options;
  const replacement = secrets.isSecret(name, value)
    ? secrets.replacement({ key: name, path: [key], value })
    : undefined;
  return replacement === undefined ? options.format(value, options, key) : { value: replacement, isJson: false };
}

/** Whether a value is one whose members are all there is to it; an element of React is plain only by its prototype. */
function isRecord(value: unknown): value is object {
  if (!isReflectable(value)) return false;
  const prototype = getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && typeof outlineOf(value, maxKeys) !== 'string';
}
