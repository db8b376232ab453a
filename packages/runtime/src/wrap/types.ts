import type { TrackOptions } from './options.ts';

/** Any function, whatever it takes. */
export type AnyFunction = (...args: never[]) => unknown;

/**
 * The same for a function that is written as the argument: parameters without types of their own are `any`, as they are for
 * functions that are handed to nobody. With `never` nothing could be done with them.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- no other type lets a parameter be what the body makes of it
type WrittenFunction = (...args: any[]) => unknown;

/** Any class, also one that is abstract or has a private constructor. */
export interface AnyClass {
  readonly prototype: object;
}

/** What a generator, or a function that returns or resolves to an iterator or async iterable, yields. */
export type YieldedItem<F> = F extends (...args: never[]) => infer Result ? ItemOf<Awaited<Result>> : never;

type ItemOf<Result> =
  Result extends AsyncIterable<infer Item> ? Item : Result extends Iterator<infer Item, unknown, never> ? Item : never;

/** Functions whose items an `aggregate` of `Item` takes; without one, all. A bare constraint keeps type parameters. */
type YieldsTo<Item> = unknown extends Item ? WrittenFunction : (...args: never[]) => MaybePromise<Iterates<Item>>;
type Iterates<Item> = AsyncIterable<Item> | Iterator<Item, unknown, never>;
type MaybePromise<Result> = Result | PromiseLike<Result>;

// For functions that only sometimes return an iterable. The key is what the error message shows.
type TakesItemsOf<F, Item> = [YieldedItem<F>] extends [Item]
  ? unknown
  : { readonly 'aggregate takes other items than the function yields': Item };

// To TypeScript every function has a prototype; what can be called is for the signatures about functions.
type NotCallable<C> = C extends AnyFunction ? never : unknown;

/** The context of a standard decorator on a method, getter or setter. */
type MethodContext = ClassMethodDecoratorContext | ClassGetterDecoratorContext | ClassSetterDecoratorContext;

type MaybeFunction = AnyFunction | null | undefined;

/** Tracks a function or a class, or decorates: what `track()` and `track({ … })` return. */
export interface Tracker<Item = unknown> {
  /** A function; gives back one of the very same type. */
  <F extends YieldsTo<Item>>(fn: F): F;
  <F extends AnyFunction>(fn: F & TakesItemsOf<F, Item>): F;
  /** A class, also as legacy decorator: its methods are tracked, the class stays itself. */
  <C extends AnyClass>(target: C & NotCallable<C>): C;
  /** Standard decorator of a method, getter or setter. */
  <F extends YieldsTo<Item>>(value: F, context: MethodContext): F;
  <F extends AnyFunction>(value: F & TakesItemsOf<F, Item>, context: MethodContext): F;
  /** Standard decorator of a class. */
  <C extends AnyClass>(value: C & NotCallable<C>, context: ClassDecoratorContext): void;
  /** Standard decorator of a field that holds a function. */
  <This, F extends MaybeFunction>(
    value: undefined,
    context: ClassFieldDecoratorContext<This, F>,
  ): (this: This, initial: F) => F;
  /** Standard decorator of an auto-accessor. */
  <This, Value>(
    value: ClassAccessorDecoratorTarget<This, Value>,
    context: ClassAccessorDecoratorContext<This, Value>,
  ): ClassAccessorDecoratorResult<This, Value>;
  /** Legacy decorator of a method or accessor. */
  <T>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<T>): TypedPropertyDescriptor<T>;
  /** Legacy decorator of a field that holds a function. */
  (target: object, key: string | symbol): void;
}

/** The type of `track`: a tracker itself, and a maker of trackers. */
export type Track = Tracker & {
  <F extends WrittenFunction>(options: TrackOptions<YieldedItem<F>>, fn: F): F;
  <C extends AnyClass>(options: TrackOptions, target: C & NotCallable<C>): C;
  (): Tracker;
  <Item = unknown>(options: TrackOptions<Item>): Tracker<Item>;
};
