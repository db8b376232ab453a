import { append, apply, isExactPromise, isProxy, observePromise, promisePrototype } from '@bud/value';
import { joinWatchers, methodOf, overrideMethod, type Method } from './watch.ts';

/** Told once how a promise or thenable has settled. */
export interface Settled {
  readonly onValue: (value: unknown) => void;
  readonly onError: (error: unknown) => void;
}

/** Promises that their consumers have not looked at yet, and who waits for that. */
const untouched = new WeakMap<object, Settled[]>();

/** A promise that is kept and returned every time, and never looked at, must not gather listeners without end. */
const maxListeners = 8;

// One descriptor for all promises: engines then keep them in one shape.
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
  const listeners = untouched.get(promise);
  if (listeners === undefined) return;
  untouched.delete(promise);
  Reflect.deleteProperty(promise, 'constructor');
  observePromise(
    promise,
    (value) => listeners.forEach(({ onValue }) => onValue(value)),
    (error) => listeners.forEach(({ onError }) => onError(error)),
  );
}

/**
 * Watches a native promise that goes to the consumer: same object, and a rejection that nobody handles stays one.
 *
 * Observing a promise counts as handling it, so that has to wait until the consumer does. `await`, `then`, `catch`,
 * `Promise.resolve` and the combinators all read `constructor` of a native promise first: that is where the look is
 * noticed, by an accessor that removes itself, and where the observer gets in line before the consumer. What cannot be
 * told apart is a look without handling: a rejection that goes through `Promise.resolve` and is dropped is not reported.
 * The price: from the first such accessor on, V8 looks `constructor` up in every `then` and combinator of the process.
 */
function watchPromise(promise: Promise<unknown>, settled: Settled): boolean {
  if (!Object.isExtensible(promise)) return false;
  untouched.set(promise, [settled]);
  Reflect.defineProperty(promise, 'constructor', noticing);
  return true;
}

/**
 * Watches whatever may be awaited; false when it is not, or does not let itself be watched.
 *
 * `then` of a thenable is never called from here: some run a query, or read a body, each time.
 */
export function watchThenable(value: unknown, settled: Settled): boolean {
  if (((typeof value !== 'object' || value === null) && typeof value !== 'function') || isProxy(value)) return false;
  const known = untouched.get(value);
  if (known !== undefined) {
    if (known.length >= maxListeners) return false;
    append(known, settled);
    return true;
  }
  if (isExactPromise(value)) return watchPromise(value, settled);
  const leave = joinWatchers(value);
  if (leave === undefined) return false;
  const restore = overrideMethod(value, 'then', (original) =>
    watchingThen(original, settled, () => {
      restore?.();
      leave();
    }),
  );
  if (restore === undefined) leave();
  return restore !== undefined;
}

/** Whether a watched promise has not been looked at by its consumer. */
export function isUntouched(promise: object): boolean {
  return untouched.has(promise);
}

export function isThenable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !isProxy(value) && methodOf(value, 'then') !== undefined;
}

// The consumer's own call, with observers around its reactions; only the first call is watched.
function watchingThen(original: Method, { onValue, onError }: Settled, restore: () => void): Method {
  return function (this: unknown, ...[onFulfilled, onRejected]: readonly unknown[]): unknown {
    restore();
    // Proof of the casts: reactions are functions that take one argument.
    const fulfil = (value: unknown): unknown => {
      onValue(value);
      return typeof onFulfilled === 'function' ? apply(onFulfilled as Method, undefined, [value]) : value;
    };
    const reject = (error: unknown): unknown => {
      onError(error);
      if (typeof onRejected === 'function') return apply(onRejected as Method, undefined, [error]);
      throw error;
    };
    return apply(original, this, [fulfil, reject]);
  };
}
