import { getOwnPropertyDescriptor, isProxy } from '@bud/value';

/** What stands before the name of an accessor. */
export type MemberPrefix = '' | 'get ' | 'set ';

/** The own name of a function or class, read without running its code. */
export function ownName(fn: unknown): string | undefined {
  if (typeof fn !== 'function' || isProxy(fn)) return undefined;
  const name: unknown = getOwnPropertyDescriptor(fn, 'name')?.value;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** `run`, `#step`, `[Symbol.iterator]`: the name of a class member from its key. */
export function memberName(key: string | symbol, prefix: MemberPrefix = ''): string {
  return prefix + (typeof key === 'symbol' ? `[${key.description ?? ''}]` : key);
}

/** `Agent.run`; members of a nameless class go by their own name. */
export function qualify(className: string | undefined, member: string): string {
  return className === undefined ? member : `${className}.${member}`;
}
