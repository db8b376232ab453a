import { isClass, kindOf } from './function-kind.ts';
import { mergeTrackOptions, type TrackOptions } from './track-options.ts';
import type { AnyFunction } from './tracker.ts';
import { wrap } from './wrap.ts';
import { wrappedSites, type WrappedSites } from './wrapped-site.ts';

/** Where a wrapper comes from, so that tracking it again never makes a second span. */
interface Origin {
  readonly fn: AnyFunction;
  readonly sites: WrappedSites;
}

const origins = new WeakMap<AnyFunction, Origin>();
const leftAlone = new WeakSet<AnyFunction>();

/**
 * The tracked form of a function.
 *
 * Tracking what is tracked already wraps the original anew; what was said closer to the function wins, key by key, and
 * `off` always does. A class that a field holds is left alone: it has methods of its own, and is no function to wrap.
 */
export function trackFunction(fn: AnyFunction, sites: WrappedSites): AnyFunction {
  if (leftAlone.has(fn) || isClass(fn)) return fn;
  const origin = origins.get(fn);
  if (origin === undefined) return wrapWith(fn, sites);
  return rewrap(fn, sites.options, origin);
}

/** The same for a method of a tracked class, whose options serve many functions and whose name is now known. */
export function trackMethod(fn: AnyFunction, options: TrackOptions, qualified: string): AnyFunction {
  const origin = origins.get(fn);
  if (origin === undefined) return trackFunction(fn, wrappedSites(options, { qualified }));
  origin.sites.naming.qualified = qualified;
  return rewrap(fn, options, origin);
}

function rewrap(wrapper: AnyFunction, options: TrackOptions, { fn, sites }: Origin): AnyFunction {
  if (Object.keys(options).length === 0) return wrapper;
  return wrapWith(fn, wrappedSites(mergeTrackOptions(options, sites.options), sites.naming));
}

function wrapWith(fn: AnyFunction, sites: WrappedSites): AnyFunction {
  const { off, aggregate } = sites.options;
  if (off === true) {
    leftAlone.add(fn);
    return fn;
  }
  const kind = kindOf(fn);
  const wrapper = wrap(kind, { fn, siteOf: sites.sitesFor(kind, fn.length), aggregate });
  origins.set(wrapper, { fn, sites });
  return wrapper;
}
