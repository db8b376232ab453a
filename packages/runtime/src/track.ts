import { describeValue, functionName } from '@bud/value';
import { trackClass } from './wrap/class.ts';
import { decorateStandard, isDecoratorContext } from './wrap/decorator.ts';
import { trackFunction } from './wrap/function.ts';
import { isClass } from './wrap/callable.ts';
import { decorateLegacy } from './wrap/legacy-decorator.ts';
import { checkParameterNames, checkTrackOptions, type TrackOptions } from './wrap/options.ts';
import { wrappedSites } from './wrap/wrapped-site.ts';
import type { Track } from './wrap/types.ts';

export type { TrackOptions } from './wrap/options.ts';
export type { AnyClass, AnyFunction, Track, Tracker, YieldedItem } from './wrap/types.ts';

/**
 * Tracks a function, a method or the methods of a class without a build step: the same spans as a mark makes, while a
 * recorder is installed.
 *
 * Forms: `track(fn)`, `track()(fn)`, `track({ … })(fn)`, `track({ … }, fn)`, and `@track`, `@track()`, `@track({ … })` in
 * both decorator standards. What comes back has the type, kind, `name`, `length`, `this` and own properties of what was
 * given; a function that is used as a constructor shares its prototype, so the `constructor` of what it makes stays the
 * function that was given. Throws a TypeError that names the option, its value and what is accepted.
 *
 * @example
 * import { track } from '@bud/runtime/track';
 * const plan = track({ type: 'tool', params: ['goal'] }, (goal: string) => goal.split(' '));
 * plan('buy milk'); // [ 'buy', 'milk' ]
 */
export const track: Track = ((...args: readonly unknown[]) => {
  // Proof of the cast to `Track`: each of its signatures is one of the cases here and in `trackTarget`.
  const [first, second] = args;
  if (typeof first === 'function' || isKey(second) || isDecoratorContext(second)) return trackTarget({}, args);
  const options = checkTrackOptions(first === undefined ? {} : first);
  return args.length > 1
    ? trackTarget(options, args.slice(1))
    : (...target: readonly unknown[]) => trackTarget(options, target);
}) as Track;

function isKey(value: unknown): value is string | symbol {
  return typeof value === 'string' || typeof value === 'symbol';
}

function trackTarget(options: TrackOptions, [target, second, third]: readonly unknown[]): unknown {
  const hasContext = isDecoratorContext(second);
  if (hasContext ? second.kind !== 'class' : isKey(second) || !isClass(target)) checkParameterNames(options);
  if (hasContext) return decorateStandard(options, target, second);
  // Proof of the casts: with a key comes the object that has it, as legacy decorators are called.
  if (isKey(second)) return decorateLegacy(options, target as object, second, third as PropertyDescriptor | undefined);
  if (typeof target !== 'function' || (typeof second === 'object' && second !== null)) {
    const given = typeof target === 'function' ? 'options after the function' : describeValue(target);
    throw new TypeError(`track() takes a function or a class, with options before it, not ${given}.`);
  }
  if (isClass(target)) {
    trackClass(target, options, functionName(target));
    return target;
  }
  return trackFunction(target, wrappedSites(options, { qualified: functionName(target) || '<anonymous>' }));
}
