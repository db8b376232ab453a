import { isClass } from './function-kind.ts';
import { getOwnPropertyDescriptor } from '@bud/value';
import { memberName, qualify } from './member-name.ts';
import { trackMethod } from './track-function.ts';
import type { TrackOptions } from './track-options.ts';
import type { AnyClass } from './tracker.ts';

/**
 * Tracks the methods of a class, instance and static, in place, so that the class stays itself.
 *
 * As a mark on a class does, it leaves out constructors and accessors. Private methods and fields cannot be reached from
 * outside; those are for decorators of their own.
 */
export function trackClass(target: AnyClass, options: TrackOptions, className: string | undefined): void {
  if (options.off === true) return;
  for (const holder of [target, target.prototype]) {
    for (const key of Reflect.ownKeys(holder)) {
      const descriptor = getOwnPropertyDescriptor(holder, key);
      if (key === 'constructor' || descriptor === undefined || !isMethod(descriptor)) continue;
      const value = trackMethod(descriptor.value, options, qualify(className, memberName(key)));
      Reflect.defineProperty(holder, key, { ...descriptor, value });
    }
  }
}

// A static field that holds a function is enumerable, a method is not.
function isMethod({ value, enumerable }: PropertyDescriptor): boolean {
  return typeof value === 'function' && enumerable !== true && !isClass(value);
}
