import { append, getOwnPropertyDescriptor, getPrototypeOf, isProxy, qualify } from '@bud/value';
import { trackMethod } from './function.ts';
import { isClass, isLoweredClass } from './callable.ts';
import type { TrackOptions } from './options.ts';
import { classMemberName } from './wrapped-site.ts';
import type { AnyClass } from './types.ts';

/**
 * Tracks the methods of a class, instance and static, in place, so that the class stays itself.
 *
 * As a mark on a class does, it leaves out constructors and accessors. Private methods and fields cannot be reached from
 * outside; those are for decorators of their own.
 */
export function trackClass(target: AnyClass, options: TrackOptions, className: string): void {
  if (options.off === true) return;
  const isLowered = isLoweredClass(target);
  for (const holder of [target, target.prototype]) {
    for (const key of Reflect.ownKeys(holder)) {
      const descriptor = getOwnPropertyDescriptor(holder, key);
      if (key === 'constructor' || descriptor === undefined || !isMethod(descriptor, isLowered)) continue;
      const value = trackMethod(descriptor.value, options, qualify(className, classMemberName(key)));
      Reflect.defineProperty(holder, key, { ...descriptor, value });
    }
  }
}

// A static field that holds a function is enumerable, a method is not, unless a compiler has assigned it.
function isMethod({ value, enumerable }: PropertyDescriptor, isLowered: boolean): boolean {
  return typeof value === 'function' && (isLowered || enumerable !== true) && !isClass(value);
}

/** The member of a class that a standard decorator was applied to. */
export interface DecoratedMember {
  /** Undefined where no prototype has it: for private members and fields. */
  readonly key: string | symbol | undefined;
  /** What was put in its place; another decorator may have replaced it again. */
  readonly tracked: unknown;
  /** What all decorated members of one class have in common, where the platform or the compiler provides it. */
  readonly metadata: unknown;
}

// Compilers use the registered symbol where the platform has no `Symbol.metadata` yet.
const metadataKey = (Symbol as { readonly metadata?: symbol }).metadata ?? Symbol.for('Symbol.metadata');

/** The class that a prototype belongs to. */
export function constructorOf(prototype: object): unknown {
  return getOwnPropertyDescriptor(prototype, 'constructor')?.value;
}

/**
 * The class that declares a member, found from an instance, which may be one of a subclass.
 *
 * Undefined where several classes could be meant: no name is better than the wrong one.
 */
export function declaringClass(instance: object, member: DecoratedMember): unknown {
  const candidates: unknown[] = [];
  let holder = isProxy(instance) ? null : getPrototypeOf(instance);
  while (holder !== null && !isProxy(holder) && holder !== Object.prototype) {
    const constructor = constructorOf(holder);
    const own = member.key === undefined ? {} : getOwnPropertyDescriptor(holder, member.key);
    if (isMarked(constructor, member.metadata) || isAmong(own, member.tracked)) return constructor;
    if (own !== undefined) append(candidates, constructor);
    holder = getPrototypeOf(holder);
  }
  return candidates.length === 1 ? candidates[0] : undefined;
}

function isAmong(own: PropertyDescriptor | undefined, tracked: unknown): boolean {
  return tracked !== undefined && own !== undefined && Object.values(own).includes(tracked);
}

function isMarked(constructor: unknown, metadata: unknown): boolean {
  if (metadata === undefined || typeof constructor !== 'function' || isProxy(constructor)) return false;
  return getOwnPropertyDescriptor(constructor, metadataKey)?.value === metadata;
}
