/**
 * Looking at what the program handed over, without running any of its code:
 *
 *   natives        the language's own functions, as they were before the program could replace them
 *   prototypes     an object's prototypes and own properties, found without a getter or a proxy's trap
 *   native-reader  what a native getter or method tells of an object that it knows
 *   brand          what an object is, by the internal slots that it really has
 *   lineage        what it is called: its constructor's name, its tag
 *   function, error, regexp, symbol, bigint    what each of these says of itself
 */

/**
 * Natives as they were when this file was loaded: user code that patches or shadows a global is neither called nor
 * disturbed.
 */
export const apply: typeof Reflect.apply = Reflect.apply;
/** `Reflect.getOwnPropertyDescriptor` as it was. */
export const getOwnPropertyDescriptor: typeof Reflect.getOwnPropertyDescriptor = Reflect.getOwnPropertyDescriptor;
/** `Reflect.getPrototypeOf` as it was. */
export const getPrototypeOf: typeof Reflect.getPrototypeOf = Reflect.getPrototypeOf;

interface ProxyTypes {
  isProxy(value: unknown): boolean;
}

interface ServerProcess {
  getBuiltinModule?(name: string): { types?: ProxyTypes } | undefined;
}

/**
 * Whether reflecting on a value would run a proxy's traps.
 *
 * Only the host can tell (Node, Deno and Bun do); elsewhere the answer is always no.
 */
export const isProxy: (value: unknown) => boolean = (() => {
  // Proof of the cast: Node's, Deno's and Bun's `process`; a stand-in for it is caught below.
  const { process } = globalThis as { process?: ServerProcess };
  try {
    const types = process?.getBuiltinModule?.('node:util')?.types;
    return types === undefined ? () => false : (value) => types.isProxy(value);
  } catch {
    // A stand-in for `process` that a bundler injected; it cannot know either.
    return () => false;
  }
})();

/** A function of the engine's or the platform's. */
export type Native = (this: unknown, ...args: readonly unknown[]) => unknown;

/**
 * A property as the program wrote it: `node --frozen-intrinsics` and SES make accessors of the data that they freeze, so
 * that what inherits it can still be given properties of that name, and say on the getter which value it holds.
 */
export function thawed(property: TypedPropertyDescriptor<unknown>): TypedPropertyDescriptor<unknown> {
  const { get } = property;
  if (get === undefined || isProxy(get) || !Object.isFrozen(get)) return property;
  return getOwnPropertyDescriptor(get, 'originalValue') ?? getOwnPropertyDescriptor(get, 'value') ?? property;
}

/** A native method or the native getter of a property; undefined where the host lacks it. */
export function nativeIn(holder: object | undefined, key: PropertyKey): Native | undefined {
  const property = holder && getOwnPropertyDescriptor(holder, key);
  const { value, get } = property === undefined ? {} : thawed(property);
  // Proof of the cast: asked for names of ECMAScript's and the platform's methods and accessors only.
  return (value ?? get) as Native | undefined;
}

/** A class of the platform's; undefined where the host lacks it. */
export interface PlatformClass {
  new (): object;
  readonly prototype: object;
}

export function platformClass(name: string): PlatformClass | undefined {
  // Proof of the cast: asked for names of classes only.
  return (globalThis as unknown as Readonly<Record<string, PlatformClass | undefined>>)[name];
}

/** A native method or getter of a class of the platform's, by their names. */
export function nativeOf(name: string, key: string): Native | undefined {
  return nativeIn(platformClass(name)?.prototype, key);
}

// Proof of the cast: ECMAScript, %TypedArray%.prototype.
export const typedArrayPrototype: object = getPrototypeOf(Uint8Array.prototype) as object;
/** `Promise.prototype`, whatever the global is by now. */
export const promisePrototype: Promise<unknown> = Promise.prototype;
// Proof of the casts: ECMAScript.
const promiseThen = nativeIn(promisePrototype, 'then') as Native;
/** `Function.prototype.toString` as it was: the source text of a function. */
export const sourceOf: Native = nativeIn(Function.prototype, 'toString') as Native;
export const builtinTagOf: Native = nativeIn(Object.prototype, 'toString') as Native;
export const bigIntAsIntN: Native = nativeIn(BigInt, 'asIntN') as Native;
// An accessor, so that reading `description` runs what the program may have put in its place.
export const symbolDescription: Native = nativeIn(Symbol.prototype, 'description') as Native;

/** Runs one of the two reactions when a native promise settles; what they return goes nowhere, so they must not throw. */
export function observePromise(
  promise: Promise<unknown>,
  onValue: (value: unknown) => void,
  onError: (error: unknown) => void,
): void {
  void apply(promiseThen, promise, [onValue, onError]);
}

function ignore(): void {}

/** Keeps a rejection from counting as one that nobody handles. */
export function handlePromise(promise: Promise<unknown>): void {
  observePromise(promise, ignore, ignore);
}

/**
 * Observes a promise, and gives another one that rejects when the first one does: a rejection that nobody handles would otherwise
 * count as handled by observing it.
 */
export function mirrorPromise(
  promise: Promise<unknown>,
  onValue: (value: unknown) => void,
  onError: (error: unknown) => void,
): Promise<unknown> {
  const reject = (error: unknown): never => {
    onError(error);
    throw error;
  };
  // Proof of the cast: nobody has dressed up the promise or, unless the program has done so to all of them, its class.
  return apply(promiseThen, promise, [onValue, reject]) as Promise<unknown>;
}

/** Whether a value is a promise that `new Promise` or an async function of this realm made, and nobody dressed up. */
export function isExactPromise(value: unknown): value is Promise<unknown> {
  return (
    isReflectable(value) &&
    getPrototypeOf(value) === promisePrototype &&
    getOwnPropertyDescriptor(value, 'then') === undefined &&
    getOwnPropertyDescriptor(value, 'constructor') === undefined
  );
}

/** Whether a value is an object or function that can be reflected on: a proxy's traps would run. */
export function isReflectable(value: unknown): value is object {
  return (typeof value === 'object' ? value !== null : typeof value === 'function') && !isProxy(value);
}

/**
 * Adds an item to the end of a list as a literal would. `push` sets it instead, and runs the accessor that a program may
 * have defined under that number on `Object.prototype`.
 */
export function append<T>(list: T[], value: T): void {
  const { length } = list;
  if (length in list) {
    // Without a prototype, so that nothing the program has put on it counts as part of it. A hundred times slower.
    const item = { __proto__: null, value, configurable: true, enumerable: true, writable: true };
    Reflect.defineProperty(list, length, item);
  } else {
    list[length] = value;
  }
}
