import { apply, isExactPromise, isProxy, observePromise } from './intrinsics.ts';
import { methodOf, overrideMethod, type Method } from './own-method.ts';

/** Told once how a promise or thenable has settled. */
export interface Settled {
  readonly onValue: (value: unknown) => void;
  readonly onError: (error: unknown) => void;
}

/** A promise that its consumer has not looked at yet. */
interface Untouched {
  readonly listeners: Settled[];
  outcome: ((listener: Settled) => void) | undefined;
}

const untouched = new WeakMap<object, Untouched>();

const promiseThen = Promise.prototype.then;

/**
 * Watches a native promise that goes to the consumer: same object, and a rejection that nobody handles stays one.
 *
 * Observing a promise counts as handling it, so the observer throws the reason again, into a derived promise; and as
 * soon as the consumer looks at the promise, the derived one is marked as handled. `await`, `then`, `catch`,
 * `Promise.resolve` and the combinators all read `constructor` of a native promise first. That is where the look is
 * noticed, by an accessor that removes itself. (V8 then takes a slower path for `then` and combinators, see README.)
 */
export function watchPromise(promise: Promise<unknown>, settled: Settled): boolean {
  if (!Object.isExtensible(promise)) return false;
  const state: Untouched = { listeners: [settled], outcome: undefined };
  const settle = (outcome: (listener: Settled) => void): void => {
    state.outcome = outcome;
    for (const listener of state.listeners) outcome(listener);
  };
  const derived = apply(promiseThen, promise, [
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
  Object.defineProperty(promise, 'constructor', {
    configurable: true,
    get() {
      forget(promise);
      observePromise(derived, ignore, ignore);
      return promise.constructor;
    },
    set(value: unknown) {
      forget(promise);
      Object.defineProperty(promise, 'constructor', { value, configurable: true, enumerable: true, writable: true });
    },
  });
  return true;
}

function ignore(): void {}

function forget(promise: Promise<unknown>): void {
  if (untouched.delete(promise)) Reflect.deleteProperty(promise, 'constructor');
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
  const restore = overrideMethod(value, 'then', (original) => watchingThen(original, settled, () => restore?.()));
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
