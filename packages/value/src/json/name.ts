import { shownString } from '../cut.ts';
import type { SecretPolicy } from '../secret/policy.ts';
import type { Walk } from './walk.ts';

/** Names are kept up to this length, and so many of them; programs use few, hostile input may bring any number. */
const maxKeptLength = 64;
const maxKept = 4096;

const kept = new WeakMap<SecretPolicy, Map<string, string>>();

/** `"key":`, as it stands before the value of a member; undefined when that takes more than `room`. */
export function memberName(walk: Walk, key: string, room: number): string | undefined {
  const { secrets, maxString } = walk.limits;
  if (Math.min(key.length, maxString) > room) return undefined;
  const name = knownName(key, maxString, secrets);
  return name.length > room ? undefined : name;
}

function knownName(key: string, maxString: number, secrets: SecretPolicy): string {
  if (key.length > maxKeptLength || key.length > maxString) return nameOf(key, maxString, secrets);
  let names = kept.get(secrets);
  if (names === undefined) kept.set(secrets, (names = new Map()));
  let name = names.get(key);
  if (name === undefined) {
    name = nameOf(key, maxString, secrets);
    if (names.size >= maxKept) names.clear();
    names.set(key, name);
  }
  return name;
}

function nameOf(key: string, maxString: number, secrets: SecretPolicy): string {
  return `${JSON.stringify(shownString(key, maxString, secrets))}:`;
}
