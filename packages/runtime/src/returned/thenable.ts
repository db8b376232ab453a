import { apply, isReflectable, ownData } from '@bud/value';
import { whenCollected } from '../span/collected.ts';
import { inheritsPromise, isNativePromise, watchPromise, type Settled } from './promise.ts';
import { joinWatchers, methodOf, overrideMethod, type Method } from './watch.ts';

/** Ways to the outcome that need not pass through `then`: what they answer tells it. The last two are model clients'. */
const detours = ['catch', 'finally', 'asResponse', 'withResponse'];

/** What gives another thenable in place of this one, of which nobody asks this one then: `parse()` of model clients. */
const successor = '_thenUnwrap';

const unasked = /* @__PURE__ */ whenCollected((onForgotten: () => void) => onForgotten());

export function isThenable(value: unknown): value is object {
  return isReflectable(value) && methodOf(value, 'then') !== undefined;
}

/**
 * Watches whatever may be awaited; false when it is not, or does not let itself be watched. `settled` may be told more
 * than once.
 *
 * `then` of a thenable is never called from here: some run a query, or read a body, each time. It settles when the
 * consumer's own call does; only the first one is watched.
 */
export function watchThenable(value: unknown, settled: Settled, mayBeHandled = false): boolean {
  if (!isReflectable(value)) return false;
  if (isNativePromise(value)) return watchPromise(value, settled, mayBeHandled);
  const leave = joinWatchers(value);
  if (leave === undefined) return false;
  const unwatch = (): void => {
    leave();
    restoreDetours();
    restoreThen?.();
    unasked?.unregister(settled);
  };
  const restores = new Set<() => void>();
  const restoreDetours = (): void => restores.forEach((restore) => restore());
  const restoreThen = overrideMethod(value, 'then', (original) => watchingThen(original, settled, unwatch));
  if (restoreThen === undefined) {
    leave();
    return false;
  }
  for (const detour of detours) {
    const restore = overrideMethod(value, detour, (original) =>
      watchingDetour(original, settled, restoreDetours, unwatch),
    );
    if (restore !== undefined) restores.add(restore);
  }
  const restore = overrideMethod(value, successor, (original) => watchingSuccessor(original, settled, unwatch));
  if (restore !== undefined) restores.add(restore);
  watchRequest(value, settled, mayBeHandled);
  remember(value, settled);
  // `await` asks a promise of the language itself, whatever `then` it was given.
  if (inheritsPromise(value)) watchPromise(value, settled, true);
  return true;
}

/** What a model client has under way, whether or not anybody asks for what comes of it: it tells of a failure. */
function watchRequest(value: object, { onError }: Settled, mayBeHandled: boolean): void {
  const request = ownData(value, 'responsePromise');
  if (isReflectable(request) && isNativePromise(request))
    watchPromise(request, { onValue() {}, onError }, mayBeHandled);
}

/** Nobody may ever tell: then it is known by the end of the thenable. */
function remember(thenable: object, settled: Settled): void {
  if (settled.onForgotten !== undefined) unasked?.register(thenable, settled.onForgotten, settled);
}

// The consumer's own call, with observers around the reactions that it has. What it has no reaction to, the promise that it
// gets tells.
function watchingThen(original: Method, settled: Settled, unwatch: () => void): Method {
  const observers = [settled.onValue, settled.onError];
  return function (this: unknown, ...reactions: readonly unknown[]): unknown {
    unwatch();
    let unobserved = observers.length;
    const observed = reactions.map((reaction, index) => {
      const observe = observers[index];
      if (observe === undefined || typeof reaction !== 'function') return reaction;
      unobserved -= 1;
      return (outcome: unknown): unknown => {
        observe(outcome);
        // Proof of the cast: reactions are functions that take one argument.
        return apply(reaction as Method, undefined, [outcome] as never[]);
      };
    });
    const answer = apply(original, this, observed as never[]);
    if (unobserved > 0 && !watchThenable(answer, settled) && isThenable(this)) remember(this, settled);
    return answer;
  };
}

function watchingSuccessor(original: Method, settled: Settled, unwatch: () => void): Method {
  return function (this: unknown, ...args: readonly unknown[]): unknown {
    unwatch();
    const next = apply(original, this, args as never[]);
    watchThenable(next, settled);
    return next;
  };
}

// `then` stays watched while the call runs: where it is what the detour calls, it tells the outcome itself.
function watchingDetour(original: Method, settled: Settled, restoreDetours: () => void, unwatch: () => void): Method {
  return function (this: unknown, ...[reaction, ...others]: readonly unknown[]): unknown {
    restoreDetours();
    // Of these only `catch` hands something to its reaction.
    const notified = (...outcome: readonly unknown[]): unknown => {
      if (outcome.length > 0) settled.onError(outcome[0]);
      return apply(reaction as Method, undefined, outcome as never[]);
    };
    const args = typeof reaction === 'function' ? [notified, ...others] : [reaction, ...others];
    const answer = apply(original, this, args as never[]);
    unwatch();
    watchThenable(answer, settled);
    return answer;
  };
}
