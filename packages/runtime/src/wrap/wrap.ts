/**
 * From what `track` is given to a function that asks the gate:
 *
 *   function   ─▶ function            callable (sync, async …) ─▶ wrap: one of the same kind with the same properties
 *   class      ─▶ class               its methods, in place
 *   decorator  ─▶ decorator, legacy-decorator      names are known once the class is
 *                   └─ wrapped-site   how calls are recorded, by the number of arguments: options, parameters
 *   types       what all that is to the type checker
 */
import { apply, getOwnPropertyDescriptor, getPrototypeOf, type Runs } from '@bud/value';
import { gate } from '../gate/gate.ts';
import { isConstructor } from './callable.ts';
import type { TrackOptions } from './options.ts';
import type { SiteByCount } from './wrapped-site.ts';
import type { AnyFunction } from './types.ts';

/** A function and how its calls are recorded. */
export interface Wrapped {
  readonly fn: AnyFunction;
  readonly siteOf: SiteByCount;
  readonly aggregate: TrackOptions['aggregate'];
}

const construct = Reflect.construct;
const isInstance = Function.prototype[Symbol.hasInstance];

/**
 * Wraps a function in one of its own kind, which like emitted code asks the gate first and, while that is off, calls the
 * function with the same `this` and arguments. Keeps name, length, prototype and own properties.
 */
export function wrap(runs: Runs, wrapped: Wrapped): AnyFunction {
  const wrapper = wrappers[runs](wrapped);
  copyProperties(wrapped.fn, wrapper);
  return wrapper;
}

const wrappers: Readonly<Record<Runs, (wrapped: Wrapped) => AnyFunction>> = {
  sync: (wrapped) => (isConstructor(wrapped.fn) ? wrapConstructor(wrapped) : wrapMethod(wrapped)),
  async: (wrapped) =>
    async function (this: unknown, ...args: unknown[]): Promise<unknown> {
      if (!gate.on) return await (gate.apply(wrapped.fn, this, args) as Promise<unknown>);
      handOver(wrapped, wrapped.fn, this, args);
      const begun = gate.begin();
      try {
        return begun.end(await begun.promise);
      } catch (error) {
        throw begun.fail(error);
      }
    },
  generator: wrapGenerator,
  'async-generator': wrapAsyncGenerator,
};

/** For arrows and methods: a method is what `new` does not work on and has no prototype. */
function wrapMethod(wrapped: Wrapped): AnyFunction {
  const holder: { readonly wrapper: AnyFunction } = {
    wrapper(this: unknown, ...args: unknown[]): unknown {
      return gate.on ? call(wrapped, wrapped.fn, this, args) : gate.apply(wrapped.fn, this, args);
    },
  };
  return holder.wrapper;
}

// Compilers without `new.target` look at what `this` inherits from, and take a plain call on an instance for a `new`.
const knowsNew: boolean = (() => {
  function isCalled(this: unknown): boolean {
    return new.target === undefined;
  }
  return apply(isCalled, Object.create(isCalled.prototype as object), []);
})();

function wrapConstructor(wrapped: Wrapped): AnyFunction {
  const { fn } = wrapped;
  // Bound functions have none; what they make has that of the function they are bound to.
  const hasPrototype = Object.hasOwn(fn, 'prototype');
  const make = (args: readonly unknown[], newTarget: AnyFunction): object => {
    // A constructor may compare `new.target` with itself; instances get the prototype that callers see.
    const isItself = newTarget === wrapper && (!hasPrototype || wrapper.prototype === fn.prototype);
    return constructed(wrapped, args, isItself ? fn : newTarget);
  };
  const wrapper = knowsNew ? newable(wrapped, make) : proxied(wrapped, make);
  if (!hasPrototype) {
    wrapper.prototype = undefined;
    // Without a prototype of its own only the bound function knows its instances.
    const value = (object: unknown): boolean => gate.apply(isInstance, fn, [object]);
    Reflect.defineProperty(wrapper, Symbol.hasInstance, { value });
  }
  return wrapper;
}

type Make = (args: readonly unknown[], newTarget: AnyFunction) => object;

function newable(wrapped: Wrapped, make: Make): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    if (new.target !== undefined) return make(args, new.target);
    return gate.on ? call(wrapped, wrapped.fn, this, args) : gate.apply(wrapped.fn, this, args);
  };
}

function proxied(wrapped: Wrapped, make: Make): AnyFunction {
  const called = function (this: unknown, ...args: unknown[]): unknown {
    return gate.on ? call(wrapped, wrapped.fn, this, args) : gate.apply(wrapped.fn, this, args);
  };
  // Proof of the cast: what is constructed here is a function.
  return new Proxy(called, { construct: (_called, args, newTarget) => make(args, newTarget as AnyFunction) });
}

/** What is made is not an output: the recorder sees what the body of a constructor returns, nothing. */
function constructed(wrapped: Wrapped, args: readonly unknown[], newTarget: AnyFunction): object {
  // Proof of the casts: `isConstructor` held when the function was wrapped.
  const make = (): object => construct(wrapped.fn, args as never[], newTarget) as object;
  if (!gate.on) return make();
  let made: object | undefined;
  call(wrapped, () => void (made = make()), undefined, args);
  // Proof of the cast: the call has run `make` once, or has thrown.
  return made as object;
}

function call(wrapped: Wrapped, fn: AnyFunction, self: unknown, args: readonly unknown[]): unknown {
  handOver(wrapped, fn, self, args);
  return gate.call();
}

/** Lays a call down on the gate, as emitted code does; `counted` are the arguments that are recorded. */
function handOver(
  { siteOf, aggregate }: Wrapped,
  fn: AnyFunction,
  self: unknown,
  args: readonly unknown[],
  counted: ArrayLike<unknown> = args,
): void {
  const { site, read } = siteOf(counted.length);
  // Proof of the cast: of values the gate reads as many as the site has inputs, by index.
  const values = read === undefined ? (counted as readonly unknown[]) : read(counted);
  gate.details = { hasRest: true, values, ...(aggregate && { aggregate: () => aggregate }) };
  gate.handed = [site, fn, self, args];
}

/** A call of a generator function: its parameters are bound, its body has not begun. */
interface Begun {
  readonly inner: object;
  readonly args: ArrayLike<unknown>;
}

// Begins what is wrapped as a default of a parameter: unlike the body, defaults are evaluated when the wrapper is
// called, and that is when the parameters of the wrapped function are bound. The key is one that no array has.
const begun = Symbol('begun');
type BeginningArguments = unknown[] & { readonly [begun]?: Begun };

function begin({ fn }: Wrapped, self: unknown, args: ArrayLike<unknown>): Begun {
  // Proof of the cast: calling a generator function makes an object.
  return { inner: gate.apply(fn, self, args) as object, args };
}

function wrapGenerator(wrapped: Wrapped): AnyFunction {
  const giver = giverFor(wrapped.fn);
  return function* (this: unknown, ...{ [begun]: call = begin(wrapped, this, arguments) }: BeginningArguments) {
    return yield* (gate.on ? iterate(wrapped, giver, call) : call.inner) as Iterable<unknown>;
  };
}

function wrapAsyncGenerator(wrapped: Wrapped): AnyFunction {
  const giver = giverFor(wrapped.fn);
  return async function* (this: unknown, ...{ [begun]: call = begin(wrapped, this, arguments) }: BeginningArguments) {
    return yield* (gate.on ? iterate(wrapped, giver, call) : call.inner) as AsyncIterable<unknown>;
  };
}

function iterate(wrapped: Wrapped, giver: AnyFunction, { inner, args }: Begun): unknown {
  handOver(wrapped, giver, inner, [], args);
  return gate.iterate();
}

/** Gives the gate the generator that is there already. It looks like the function that made it, as to how to resume. */
function giverFor(fn: AnyFunction): AnyFunction {
  const holder: { readonly giver: AnyFunction } = {
    giver(this: unknown): unknown {
      return this;
    },
  };
  // Proof of the cast: it is the function that was given.
  return Object.setPrototypeOf(holder.giver, getPrototypeOf(fn)) as AnyFunction;
}

function copyProperties(from: AnyFunction, to: AnyFunction): void {
  for (const key of Reflect.ownKeys(from)) {
    // Sloppy functions have these of their own in some engines, about a call that is running.
    if (key === 'arguments' || key === 'caller') continue;
    const descriptor = getOwnPropertyDescriptor(from, key);
    if (descriptor !== undefined) Reflect.defineProperty(to, key, descriptor);
  }
  if (getPrototypeOf(to) !== getPrototypeOf(from)) Object.setPrototypeOf(to, getPrototypeOf(from));
}
