import { apply, getPrototypeOf, isReflectable, ownData, sourceOf } from '@bud/value';

export type ResumeMethod = 'next' | 'throw' | 'return';

/** What resumes a running generator. */
export type ResumeMethods = Readonly<Record<ResumeMethod, (value: unknown) => unknown>>;

const known = new WeakMap<object, ResumeMethods>();

// Before the program can patch them. Where a compiler has lowered this file, neither function is a native generator: then
// the methods are taken from the first one that the program has.
for (const native of [function* () {}, async function* () {}]) nativeResumeMethods(native);

/**
 * The resume methods that all generators of a native generator function share, of whatever realm; undefined for other
 * functions, and for natives whose methods the program had patched before anybody could take them.
 */
export function nativeResumeMethods(fn: object): ResumeMethods | undefined {
  const functionPrototype = getPrototypeOf(fn);
  if (!isReflectable(functionPrototype)) return undefined;
  const methods = known.get(functionPrototype) ?? readMethods(functionPrototype);
  if (methods !== undefined) known.set(functionPrototype, methods);
  return methods;
}

function readMethods(functionPrototype: object): ResumeMethods | undefined {
  // ECMAScript: %GeneratorFunction.prototype%.prototype is the object that holds next, throw and return.
  const prototype = ownData(functionPrototype, 'prototype');
  const [next, raise, stop] = ['next', 'throw', 'return'].map((name) => nativeResume(prototype, name));
  return next && raise && stop && { next, throw: raise, return: stop };
}

function nativeResume(holder: unknown, name: string): ResumeMethods['next'] | undefined {
  const method = ownData(holder, name);
  if (typeof method !== 'function') return undefined;
  // Proof of the cast: a native method of a generator, by the look of both.
  return /\[native code\]\s*\}$/.test(apply(sourceOf, method, []) as string)
    ? (method as ResumeMethods['next'])
    : undefined;
}
