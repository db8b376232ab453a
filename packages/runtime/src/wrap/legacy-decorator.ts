import { functionName, getOwnPropertyDescriptor, qualify } from '@bud/value';
import { constructorOf } from './class.ts';
import { trackFunction } from './function.ts';
import type { TrackOptions } from './options.ts';
import { classMemberName, wrappedSites, type MemberPrefix, type WrappedSites } from './wrapped-site.ts';
import type { AnyFunction } from './types.ts';

/**
 * Tracks a member for TypeScript's `experimentalDecorators`, which pass the prototype (the class, for a static member)
 * and the key; for methods and accessors also the descriptor, and use the one that is returned.
 */
export function decorateLegacy(
  options: TrackOptions,
  target: object,
  key: string | symbol,
  descriptor: PropertyDescriptor | number | undefined,
): PropertyDescriptor | undefined {
  if (typeof descriptor === 'number') {
    throw new TypeError(
      `@track decorates methods, accessors, fields and classes, not a parameter of ${classMemberName(key)}.`,
    );
  }
  const className = functionName(typeof target === 'function' ? target : constructorOf(target));
  const sitesOf = (prefix: MemberPrefix): WrappedSites => {
    const naming = { qualified: qualify(className, classMemberName(key, prefix)) };
    return wrappedSites(prefix === 'set ' ? { ...options, captureOutput: false } : options, naming);
  };
  // Compilers pass no descriptor for a field; a static one has its value by now.
  const given = descriptor ?? getOwnPropertyDescriptor(target, key);
  if (given === undefined) {
    trackAssigned(target, key, sitesOf(''));
    return undefined;
  }
  const tracked = { ...given };
  for (const [part, prefix] of parts) {
    const fn: unknown = given[part];
    // Proof of the casts: a function stays one, in the part that it comes from.
    if (typeof fn === 'function') tracked[part] = trackFunction(fn as AnyFunction, sitesOf(prefix)) as never;
  }
  if (descriptor === undefined) Reflect.defineProperty(target, key, tracked);
  return tracked;
}

const parts: readonly (readonly ['value' | 'get' | 'set', MemberPrefix])[] = [
  ['value', ''],
  ['get', 'get '],
  ['set', 'set '],
];

/**
 * An instance field has no value yet: the prototype waits for the constructor to assign it. Fields that are defined
 * rather than assigned (`useDefineForClassFields`) never come by here.
 */
function trackAssigned(prototype: object, key: string | symbol, sites: WrappedSites): void {
  Reflect.defineProperty(prototype, key, {
    configurable: true,
    set(this: object, value: unknown) {
      Reflect.defineProperty(this, key, {
        // Proof of the cast: any function may be called with any arguments.
        value: typeof value === 'function' ? trackFunction(value as AnyFunction, sites) : value,
        configurable: true,
        enumerable: true,
        writable: true,
      });
    },
  });
}
