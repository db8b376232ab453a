import { ownData } from '../reflect/prototypes.ts';
import { descriptionOf } from '../reflect/symbol.ts';
import { looksSecret } from './look.ts';
import type { SecretPolicy } from './policy.ts';

/** A value, and where it is. */
export interface ValuePlace {
  readonly value: unknown;
  readonly holder: object;
  readonly key: string | symbol;
  /** Whether the key is an index of an array. */
  readonly isElement: boolean;
  /** What holds the holder, and the name under which it does; absent where the holder is what was captured. */
  readonly outer: object | undefined;
  readonly holderName: string | undefined;
}

/** `{ name: 'authorization', value: 'x' }`, in the spellings of JavaScript, AWS and databases. */
const namingKeys: Readonly<Record<string, readonly string[]>> = {
  value: ['name', 'key', 'header'],
  Value: ['Name', 'Key', 'Header'],
  VALUE: ['NAME', 'KEY', 'HEADER'],
};

/** Node's lists of headers, names and values by turns. */
const flatHeaders = /^raw(?:Headers|Trailers)$/;

/** In the arguments of a command: `['--api-key', 'x']`. */
const flag = /^--(?!no-)/;

/** Lines of a key in its file: full ones, and headers with the empty line after them. */
const keyLine = /^[\w+/=]{1,80}$/;
const earlierKeyLine = /^(?:[\w+/=]{64,80}|[\w-]{1,32}: .{0,80}|)$/;
const keyBegin = /^-----BEGIN [A-Z\d ]{0,40}PRIVATE KEY/;
/** More lines than the longest keys in use have. */
const maxKeyLines = 128;

/**
 * The name that says what the value at a place is; '' when there is none. Mostly its key, but headers and variables
 * also come as `[['authorization', 'x']]`, as `[{ name: 'authorization', value: 'x' }]` and as `['authorization', 'x']`;
 * elements, and what is called `value`, go by the name of what holds them if it makes them secrets.
 */
export function nameOfValue(secrets: SecretPolicy, place: ValuePlace): string {
  const { value, holder, key, isElement, holderName } = place;
  if (typeof key === 'symbol') return descriptionOf(key);
  for (const name of isElement ? namesBefore(place, Number(key)) : namesBeside(holder, key)) {
    if (typeof name === 'string' && secrets.isSecret(name, value)) return name;
  }
  const isHolders = isElement || Object.hasOwn(namingKeys, key);
  if (isHolders && holderName !== undefined && secrets.isSecret(holderName, value)) return holderName;
  return isElement ? '' : key;
}

/**
 * The name that makes an element of a list a secret, where the list stands by itself, as the words of a command do:
 * `--password`, `hunter2`; '' for what is none.
 */
export function nameOfItem(secrets: SecretPolicy, items: readonly unknown[], index: number): string {
  const key = String(index);
  const place = { value: items[index], holder: items, key, isElement: true, outer: undefined, holderName: undefined };
  return nameOfValue(secrets, place);
}

/**
 * The same for an argument of a call: mostly what its parameter is called, but what `setHeader(name, value)` gets is what
 * the first argument says.
 */
export function nameOfArgument(
  secrets: SecretPolicy,
  parameters: readonly string[],
  values: readonly unknown[],
  index: number,
): string {
  const parameter = parameters[index] ?? '';
  for (const naming of namingKeysOf(parameter)) {
    const name = values[parameters.indexOf(naming)];
    if (typeof name === 'string' && secrets.isSecret(name, values[index])) return name;
  }
  return parameter;
}

function namingKeysOf(key: string): readonly string[] {
  return (Object.hasOwn(namingKeys, key) && namingKeys[key]) || [];
}

function namesBeside(holder: object, key: string): readonly unknown[] {
  return namingKeysOf(key).map((naming) => ownData(holder, naming));
}

function namesBefore({ value, holder, outer, holderName }: ValuePlace, index: number): readonly unknown[] {
  // Proof of the cast: only arrays have elements.
  const isPair = index === 1 && (holder as readonly unknown[]).length === 2;
  // A list of two may as well be one of names; a list of pairs is not.
  const isNamed = isPair && (Array.isArray(outer) || (typeof value === 'string' && looksSecret(value, false)));
  const isFlat = index % 2 === 1 && flatHeaders.test(holderName ?? '');
  const before = ownData(holder, index - 1);
  if (isNamed || isFlat || (typeof before === 'string' && flag.test(before))) return [before];
  return isLineOfKey(holder, index, value) ? ['private key'] : [];
}

/** Whether an element is a line of a private key that an earlier one begins. */
function isLineOfKey(holder: object, index: number, value: unknown): boolean {
  if (typeof value !== 'string' || value.length > 80 || !keyLine.test(value)) return false;
  for (let line = index - 1; line >= 0 && line >= index - maxKeyLines; line -= 1) {
    const earlier = ownData(holder, line);
    if (typeof earlier !== 'string' || earlier.length > 128) return false;
    if (keyBegin.test(earlier)) return true;
    if (!earlierKeyLine.test(earlier)) return false;
  }
  return false;
}
