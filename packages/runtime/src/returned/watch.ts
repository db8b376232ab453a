import { findData, getOwnPropertyDescriptor } from '@bud/value';

export type Method = (this: unknown, ...args: never[]) => unknown;

/** A method of an object, if looking it up runs nothing: no proxy, no accessor on the way. */
export function methodOf(object: object, key: PropertyKey): Method | undefined {
  const value = findData(object, key);
  // Proof of the cast: a function, which whoever calls it is responsible for calling as the program would.
  return typeof value === 'function' ? (value as Method) : undefined;
}

/** Whether `overrideMethod` would find the method and could put another before it. */
export function admitsOverride(object: object, key: PropertyKey): boolean {
  if (methodOf(object, key) === undefined) return false;
  return getOwnPropertyDescriptor(object, key)?.configurable ?? Object.isExtensible(object);
}

/**
 * Puts a method of its own before the one an object has, and returns what takes it away again; undefined when the
 * object has no such method or does not admit it.
 *
 * This is how a returned object is watched: it stays the same object, and nothing of it is called before its consumer
 * does.
 */
export function overrideMethod(
  object: object,
  key: PropertyKey,
  override: (original: Method) => Method,
): (() => void) | undefined {
  const original = methodOf(object, key);
  if (original === undefined) return undefined;
  const before = getOwnPropertyDescriptor(object, key);
  const value = override(original);
  const property = { value, configurable: true, writable: true, enumerable: before?.enumerable ?? false };
  if (before?.configurable === false || !Reflect.defineProperty(object, key, property)) return undefined;
  return () => {
    // Whoever has put something else there in the meantime keeps it.
    if (getOwnPropertyDescriptor(object, key)?.value !== value) return;
    if (before === undefined) Reflect.deleteProperty(object, key);
    else Reflect.defineProperty(object, key, before);
  };
}

/** As deep as tracked functions hand one stream on to each other; every watcher adds a frame to each of its calls. */
const maxWatchers = 8;

const counts = new WeakMap<object, number>();

/**
 * Counts a call among those that watch one returned object, and returns what takes it out again; undefined when there
 * are enough already: a function that returns the same long-lived object every time must not pile watchers up on it.
 */
export function joinWatchers(object: object): (() => void) | undefined {
  const count = counts.get(object) ?? 0;
  if (count >= maxWatchers) return undefined;
  counts.set(object, count + 1);
  let isMember = true;
  return () => {
    if (!isMember) return;
    isMember = false;
    counts.set(object, (counts.get(object) ?? 1) - 1);
  };
}
