import { getOwnPropertyDescriptor, getPrototypeOf, isReflectable, ownData, type Runs } from '@bud/value';
import type { AnyClass, AnyFunction } from './types.ts';

// ECMAScript: the toStringTag of the prototype that the functions of a kind share. It holds in every realm, and also
// for generators that a compiler turned into plain functions.
const runsByTag: Readonly<Record<string, Runs>> = {
  AsyncFunction: 'async',
  GeneratorFunction: 'generator',
  AsyncGeneratorFunction: 'async-generator',
};

/** What a function natively is; one that merely returns a promise or an iterator is `sync`. */
export function howItRuns(fn: AnyFunction): Runs {
  const tag: unknown = Reflect.get(getPrototypeOf(fn) ?? {}, Symbol.toStringTag);
  return (typeof tag === 'string' && Object.hasOwn(runsByTag, tag) ? runsByTag[tag] : undefined) ?? 'sync';
}

/** Whether `new` works on a function. Asking runs nothing of it: a proxy can be constructed exactly if its target can. */
export function isConstructor(fn: AnyFunction): boolean {
  try {
    Reflect.construct(new Proxy(fn, { construct: () => ({}) }), []);
    return true;
  } catch {
    // Arrows, methods, async functions and generators: `new` is a TypeError.
    return false;
  }
}

/**
 * Whether a function is a class of the program's: what `class` made has a `prototype` that cannot be reassigned, and what
 * a compiler made of one has methods on it. The platform's constructors, whose methods are not ours to track, are none.
 */
export function isClass(fn: unknown): fn is AnyClass {
  if (typeof fn !== 'function') return false;
  const property = getOwnPropertyDescriptor(fn, 'prototype');
  if (property?.writable !== false && !hasMethods(property?.value)) return false;
  return getOwnPropertyDescriptor(globalThis, fn.name)?.value !== fn;
}

/** Whether this class of the program's was lowered to a function: its methods then look like fields that hold functions. */
export function isLoweredClass(target: AnyClass): boolean {
  return getOwnPropertyDescriptor(target, 'prototype')?.writable === true;
}

function hasMethods(prototype: unknown): boolean {
  if (!isReflectable(prototype)) return false;
  return Reflect.ownKeys(prototype).some(
    (key) => key !== 'constructor' && typeof ownData(prototype, key) === 'function',
  );
}
