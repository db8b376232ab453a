import { ownProperty } from '../reflect/prototypes.ts';
import { descriptionOf } from '../reflect/symbol.ts';
import type { SecretPolicy } from './policy.ts';

/** Where a value is. */
export interface ValuePlace {
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

/**
 * The name that says what the value at a place is; '' when there is none. Mostly its key, but headers and variables
 * also come as `[['authorization', 'x']]`, as `[{ name: 'authorization', value: 'x' }]` and as `['authorization', 'x']`.
 */
export function nameOfValue(secrets: SecretPolicy, place: ValuePlace): string {
  const { key, isElement } = place;
  if (typeof key === 'symbol') return descriptionOf(key);
  for (const other of isElement
    ? namingElements(place, key)
    : ((Object.hasOwn(namingKeys, key) ? namingKeys[key] : undefined) ?? [])) {
    const name: unknown = ownProperty(place.holder, other)?.value;
    if (typeof name === 'string' && secrets.isSecret(name)) return name;
  }
  return isElement ? '' : key;
}

function namingElements({ holder, outer, holderName }: ValuePlace, key: string): readonly string[] {
  const index = Number(key);
  // Proof of the cast: only arrays have elements.
  const isPair = index === 1 && (holder as readonly unknown[]).length === 2 && Array.isArray(outer);
  const isFlat = index % 2 === 1 && holderName !== undefined && flatHeaders.test(holderName);
  return isPair || isFlat ? [String(index - 1)] : [];
}
