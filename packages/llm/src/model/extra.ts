import type { StreamUsage } from '../format/format.ts';

type Step = IteratorResult<unknown>;
type Next = (this: unknown, ...args: readonly unknown[]) => Promise<Step>;

/**
 * Keeps from the caller what a stream has only because we asked for it. Streams of model clients make each iterator, also
 * those of their branches, by `iterator`; what that gives is the client's own object, and stays it.
 */
export function hideExtraItems(stream: unknown, usage: StreamUsage, seen: (chunk: unknown) => void): void {
  if (typeof stream !== 'object' || stream === null) return;
  const make: unknown = Reflect.get(stream, 'iterator');
  if (typeof make !== 'function') return;
  Reflect.defineProperty(stream, 'iterator', {
    configurable: true,
    writable: true,
    enumerable: true,
    value(this: unknown, ...args: readonly unknown[]): unknown {
      const iterator: unknown = Reflect.apply(make, this, args);
      hideIn(iterator as object);
      return iterator;
    },
  });

  function hideIn(iterator: object): void {
    // Proof of the cast: what an async iterable makes is an async iterator.
    const advance = Reflect.get(iterator, 'next') as Next;
    Reflect.defineProperty(iterator, 'next', {
      configurable: true,
      writable: true,
      value(this: unknown, ...args: readonly unknown[]): Promise<Step> {
        return Reflect.apply(advance, iterator, args).then((step) => {
          if (step.done === true) return step;
          if (!usage.isExtra(step.value)) {
            usage.clean(step.value);
            return step;
          }
          seen(step.value);
          return Reflect.apply(advance, iterator, args);
        });
      },
    });
  }
}
