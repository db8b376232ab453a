import { append, getOwnPropertyDescriptor, getPrototypeOf, isProxy, isReflectable, thawed } from './natives.ts';

/** Real hierarchies are a few levels deep; hostile ones cost no more than this. */
const maxPrototypes = 64;

/** The prototypes of an object, nearest first; a proxy among them ends the list, and so does too long a chain. */
export function prototypesOf(object: object): object[] {
  const prototypes: object[] = [];
  let holder = getPrototypeOf(object);
  while (holder !== null && prototypes.length < maxPrototypes && !isProxy(holder)) {
    append(prototypes, holder);
    holder = getPrototypeOf(holder);
  }
  return prototypes;
}

/** Whether one of the prototypes is what is looked for; the search ends where their list would. */
export function hasPrototype(object: object, isSought: (prototype: object) => boolean): boolean {
  return prototypesOf(object).some(isSought);
}

/** Stands for a property that only user code, or a search without end, could tell. */
export const hidden: unique symbol = Symbol('hidden');

/** A property of an object or of what it inherits from, looked up without running anything. */
export function findProperty(
  object: object,
  key: PropertyKey,
): TypedPropertyDescriptor<unknown> | typeof hidden | undefined {
  let holder: object | null = object;
  for (let depth = 0; holder !== null; depth += 1) {
    if (depth > maxPrototypes || isProxy(holder)) return hidden;
    const property = getOwnPropertyDescriptor(holder, key);
    if (property !== undefined) return thawed(property);
    holder = getPrototypeOf(holder);
  }
  return undefined;
}

/** An own property; undefined also for bindings of a module that has not run yet: those throw when they are looked at. */
export function ownProperty(holder: object, key: PropertyKey): PropertyDescriptor | undefined {
  try {
    return getOwnPropertyDescriptor(holder, key);
  } catch {
    return undefined;
  }
}

/** Whether looking anything up in a value runs nothing of the program: it is no proxy and inherits from none. */
export function isTransparent(value: unknown): value is object {
  // Nobody else has that symbol, so the search goes all the way.
  return typeof value === 'object' && value !== null && findProperty(value, hidden) !== hidden;
}

/** The value of an own data property; undefined for accessors, where there is none, and for what cannot be looked into. */
export function ownData(holder: unknown, key: PropertyKey): unknown {
  return isReflectable(holder) ? ownProperty(holder, key)?.value : undefined;
}

/** The same where it is something that can be looked into itself. */
export function ownObject(holder: object, key: PropertyKey): object | undefined {
  const value = ownData(holder, key);
  return isReflectable(value) ? value : undefined;
}

/** The value of a data property of an object or of what it inherits from; undefined for accessors. */
export function findData(object: object, key: PropertyKey): unknown {
  const property = findProperty(object, key);
  return property === hidden ? undefined : property?.value;
}

/** Own enumerable keys that are strings. */
export function ownKeys(object: object): readonly string[] {
  try {
    return Object.keys(object);
  } catch {
    // A module that has not run yet: listing its keys asks for its bindings, and that throws.
    return Reflect.ownKeys(object).filter((key) => typeof key === 'string');
  }
}
