import { shownString } from '../format/cut.ts';
import { remembering } from '../secret/remember.ts';
import type { SecretPolicy } from '../secret/policy.ts';
import type { Walk } from './walk.ts';

/** Longer names are not remembered. */
const maxKeptLength = 64;

const kept = new WeakMap<SecretPolicy, (name: string) => string>();

/** `"key":`, as it stands before the value of a member; undefined when that takes more than `room`. */
export function memberName(walk: Walk, key: string, room: number): string | undefined {
  const { secrets, maxString } = walk.limits;
  if (Math.min(key.length, maxString) > room) return undefined;
  const name = knownName(key, maxString, secrets);
  return name.length > room ? undefined : name;
}

// A name that the limit cuts is not one of those: what is remembered holds for every limit.
function knownName(key: string, maxString: number, secrets: SecretPolicy): string {
  if (key.length > maxKeptLength || key.length > maxString) return writtenName(key, maxString, secrets);
  let known = kept.get(secrets);
  if (known === undefined)
    kept.set(secrets, (known = remembering((name) => writtenName(name, maxKeptLength, secrets))));
  return known(key);
}

function writtenName(key: string, maxString: number, secrets: SecretPolicy): string {
  return `${JSON.stringify(shownString(key, maxString, secrets))}:`;
}
