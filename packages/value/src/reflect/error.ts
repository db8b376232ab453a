import { apply, getOwnPropertyDescriptor, isReflectable } from './natives.ts';
import { findProperty, hidden } from './prototypes.ts';

// `class RateLimited extends Error {}` inherits the name 'Error'; the class says more.
export function errorTypeName(thrown: object): string {
  const name = readErrorProperty(thrown, 'name');
  if (typeof name === 'string' && name !== '' && name !== 'Error') return name;
  const maker = readErrorProperty(thrown, 'constructor');
  const makerName = typeof maker === 'function' && isReflectable(maker) ? readErrorProperty(maker, 'name') : undefined;
  if (typeof makerName === 'string' && makerName !== '') return makerName;
  return typeof name === 'string' && name !== '' ? name : 'Object';
}

/** The value of a property along the prototype chain, if reading it runs nothing but the engine. */
export function readErrorProperty(object: object, key: string): unknown {
  const property = findProperty(object, key);
  if (property === undefined || property === hidden) return property;
  if (property.get === undefined) return property.value;
  return nativeGetters().has(property.get) ? apply(property.get, object, []) : hidden;
}

let known: ReadonlySet<unknown> | undefined;

// `stack` is an accessor in some engines, and all of a DOMException's properties are (AbortError, TimeoutError).
function nativeGetters(): ReadonlySet<unknown> {
  if (known !== undefined) return known;
  // Proof of the cast: a class, where the platform has it.
  const { DOMException: Dom } = globalThis as { DOMException?: { prototype: object } };
  const holders = [new Error('probe'), Error.prototype, Dom?.prototype];
  const getters = holders.flatMap((holder) =>
    holder === undefined ? [] : ['stack', 'name', 'message'].map((key) => getOwnPropertyDescriptor(holder, key)?.get),
  );
  known = new Set(getters.filter((getter) => getter !== undefined));
  return known;
}
