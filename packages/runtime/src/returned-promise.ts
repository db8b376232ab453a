import { apply, isExactPromise, isProxy, observePromise, promisePrototype, promiseThen } from './intrinsics.ts';
import { methodOf, overrideMethod, type Method } from './own-method.ts';
import { joinWatchers } from './watchers.ts';

/** Told once how a promise or thenable has settled. */
export interface Settled {
  readonly onValue: (value: unknown) => void;
  readonly onError: (error: unknown) => void;
}

/** A promise that its consumer has not looked at yet. */
interface Untouched {
  readonly listeners: Settled[];
  outcome: ((listener: Settled) => void) | undefined;
  /** Rejects like the promise, and is marked as handled when the promise is looked at. */
  derived: Promise<unknown> | undefined;
}

const untouched = new WeakMap<object, Untouched>();

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
  const derived = untouched.get(promise)?.derived;
  forget(promise);
  if (derived !== undefined) observePromise(derived, ignore, ignore);
}

function ignore(): void {}

function forget(promise: Promise<unknown>): void {
  if (untouched.delete(promise)) Reflect.deleteProperty(promise, 'constructor');
}

/**
 * Watches a native promise that goes to the consumer: same object, and a rejection that nobody handles stays one.
 *
 * Observing a promise counts as handling it, so the observer throws the reason again, into a derived promise; and as
 * soon as the consumer looks at the promise, the derived one is marked as handled. `await`, `then`, `catch`,
 * `Promise.resolve` and the combinators all read `constructor` of a native promise first. That is where the look is
 * noticed, by an accessor that removes itself.
 * The price: from the first such accessor on, V8 looks `constructor` up in every `then` and combinator of the process.
 */
function watchPromise(promise: Promise<unknown>, settled: Settled): boolean {
  if (!Object.isExtensible(promise)) return false;
  const state: Untouched = { listeners: [settled], outcome: undefined, derived: undefined };
  const settle = (outcome: (listener: Settled) => void): void => {
    state.outcome = outcome;
    for (const listener of state.listeners) outcome(listener);
  };
  state.derived = apply(promiseThen, promise, [
    (value: unknown) => {
      settle(({ onValue }) => onValue(value));
      forget(promise);
    },
    (error: unknown) => {
      settle(({ onError }) => onError(error));
      throw error;
    },
  ]) as Promise<unknown>;
  untouched.set(promise, state);
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
    known.outcome?.(settled);
    known.listeners.push(settled);
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

export function isThenable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !isProxy(value) && methodOf(value, 'then') !== undefined;
}

// The consumer's own call, with observers around its reactions; only the first call is watched.
function watchingThen(original: Method, { onValue, onError }: Settled, restore: () => void): Method {
  return function (this: unknown, ...[onFulfilled, onRejected]: readonly unknown[]): unknown {
    restore();
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

/** Whether a value is a native promise that is being watched and has not been looked at. */
export function isWatchedPromise(value: object): boolean {
  return untouched.has(value);
}
