/**
 * Watching a native promise without handling it. It belongs to the consumer, who may not look at it for long, or never:
 *
 *   promise ── then ──▶ listeners: settled, with which outcome
 *      │         └────▶ derived: rejects when the promise does, so that a rejection which nobody handles stays unhandled
 *      └─ constructor, read by `await`, `then`, `Promise.all`, …: the consumer looks, so the derived one is handled
 */
import {
  append,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  handlePromise,
  isExactPromise,
  mirrorPromise,
  observePromise,
  promisePrototype,
} from '@bud/value';
import { whenCollected } from '../span/collected.ts';

/** Told once how a promise or thenable has settled, or that nobody can tell any more. */
export interface Settled {
  readonly onValue: (value: unknown) => void;
  readonly onError: (error: unknown) => void;
  readonly onForgotten?: () => void;
}

interface WatchedPromise {
  /** Undefined once it has settled. */
  listeners: Settled[] | undefined;
  /** Tells a late listener. */
  tell: (listener: Settled) => void;
  /** Undefined while nobody observes the promise. */
  derived: Promise<unknown> | undefined;
}

/** Promises that their consumers have not looked at yet. */
const untouched = new WeakMap<object, WatchedPromise>();

/** Promises that somebody has looked at: whatever becomes of a rejection is no longer decided by watching. */
const touched = new WeakSet<object>();

/** A promise that never settles, and is kept and returned every time, must not gather listeners without end. */
const maxListeners = 1000;

const forgotten = /* @__PURE__ */ whenCollected((listeners: readonly Settled[]) => {
  for (const { onForgotten } of listeners) onForgotten?.();
});

// One descriptor for all promises: engines then keep them in one hidden class.
const noticing: PropertyDescriptor & ThisType<Promise<unknown>> = {
  configurable: true,
  get() {
    touch(this);
    // Not `this.constructor`: frozen promises keep the accessor, and objects that inherit from a promise find it.
    return promisePrototype.constructor;
  },
  set(value: unknown) {
    touch(this);
    Reflect.defineProperty(this, 'constructor', { value, configurable: true, enumerable: true, writable: true });
  },
};

function touch(promise: Promise<unknown>): void {
  const watched = untouched.get(promise);
  if (watched === undefined) return;
  untouched.delete(promise);
  touched.add(promise);
  Reflect.deleteProperty(promise, 'constructor');
  if (watched.derived === undefined) observe(observePromise, promise, watched);
  else handlePromise(watched.derived);
}

/** Undefined where the promise is none: what only inherits from `Promise` has no settlement. */
function observe<Result>(
  by: (promise: Promise<unknown>, onValue: (value: unknown) => void, onError: (error: unknown) => void) => Result,
  promise: Promise<unknown>,
  watched: WatchedPromise,
): Result | undefined {
  try {
    return by(
      promise,
      (value) => settle(watched, ({ onValue }) => onValue(value)),
      (error) => settle(watched, ({ onError }) => onError(error)),
    );
  } catch {
    return undefined;
  }
}

/**
 * Watches a native promise; false when it cannot be watched. One that `mayBeHandled` already is not observed before
 * its consumer looks: the derived promise would be one more that nobody handles.
 *
 * `await`, `then`, `catch`, `Promise.resolve` and the combinators all read `constructor` of a native promise first: an
 * accessor that removes itself notices the look. What cannot be told apart is a look without handling: a rejection that
 * goes through `Promise.resolve` and is dropped is not reported.
 * The price: from the first such accessor on, V8 looks `constructor` up in every `then` and combinator of the process.
 */
export function watchPromise(promise: Promise<unknown>, settled: Settled, mayBeHandled: boolean): boolean {
  const known = untouched.get(promise);
  if (known !== undefined) return join(known, settled);
  if (touched.has(promise)) {
    observePromise(promise, settled.onValue, settled.onError);
    return true;
  }
  if (!Object.isExtensible(promise)) return false;
  const listeners = [settled];
  const watched: WatchedPromise = { listeners, tell() {}, derived: undefined };
  if (!mayBeHandled && (watched.derived = observe(mirrorPromise, promise, watched)) === undefined) return false;
  untouched.set(promise, watched);
  forgotten?.register(promise, listeners, listeners);
  Reflect.defineProperty(promise, 'constructor', noticing);
  return true;
}

function join({ listeners, tell }: WatchedPromise, settled: Settled): boolean {
  if (listeners === undefined) tell(settled);
  else if (listeners.length < maxListeners) append(listeners, settled);
  else return false;
  return true;
}

function settle(watched: WatchedPromise, tell: (listener: Settled) => void): void {
  const { listeners = [] } = watched;
  forgotten?.unregister(listeners);
  watched.listeners = undefined;
  watched.tell = tell;
  listeners.forEach(tell);
}

/** Whether this is a promise as `watchPromise` takes it, also one that it watches already. */
export function isNativePromise(value: object): value is Promise<unknown> {
  return untouched.has(value) || isExactPromise(value);
}

/** The same for one that was given methods of its own. */
export function inheritsPromise(value: object): value is Promise<unknown> {
  return getPrototypeOf(value) === promisePrototype && getOwnPropertyDescriptor(value, 'constructor') === undefined;
}
