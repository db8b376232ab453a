import { isClass, howItRuns } from './callable.ts';
import { mergeTrackOptions, type TrackOptions } from './options.ts';
import { wrappedSites, type WrappedSites } from './wrapped-site.ts';
import type { AnyFunction } from './types.ts';
import { wrap } from './wrap.ts';

/** What a wrapper was made from, so that tracking it again never makes a second span. */
interface Wrapping {
  readonly fn: AnyFunction;
  readonly sites: WrappedSites;
}

const wrappings = new WeakMap<AnyFunction, Wrapping>();
const leftAlone = new WeakSet<AnyFunction>();

/**
 * The tracked form of a function.
 *
 * Tracking what is tracked already wraps the original anew; what was said closer to the function wins, key by key, and
 * `off` always does. A class that a field holds is left alone: it has methods of its own and is not to be wrapped.
 */
export function trackFunction(fn: AnyFunction, sites: WrappedSites): AnyFunction {
  if (leftAlone.has(fn) || isClass(fn)) return fn;
  const wrapping = wrappings.get(fn);
  if (wrapping === undefined) return wrapWith(fn, sites);
  return rewrap(fn, sites.options, wrapping);
}

/** The same for a method of a tracked class, whose options serve many functions and whose name is now known. */
export function trackMethod(fn: AnyFunction, options: TrackOptions, qualified: string): AnyFunction {
  const wrapping = wrappings.get(fn);
  if (wrapping === undefined) return trackFunction(fn, wrappedSites(options, { qualified }));
  wrapping.sites.naming.qualified = qualified;
  return rewrap(fn, options, wrapping);
}

function rewrap(wrapper: AnyFunction, options: TrackOptions, { fn, sites }: Wrapping): AnyFunction {
  if (Object.keys(options).length === 0) return wrapper;
  return wrapWith(fn, wrappedSites(mergeTrackOptions(options, sites.options), sites.naming));
}

function wrapWith(fn: AnyFunction, sites: WrappedSites): AnyFunction {
  const { off, aggregate } = sites.options;
  if (off === true) {
    leftAlone.add(fn);
    return fn;
  }
  const runs = howItRuns(fn);
  const wrapper = wrap(runs, { fn, siteOf: sites.sitesFor(runs, fn.length), aggregate });
  wrappings.set(wrapper, { fn, sites });
  return wrapper;
}
