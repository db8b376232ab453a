import { apply, getPrototypeOf, hasPrototype, isProxy } from '@bud/value';
import { resultOf, settleStep } from './generator.ts';
import { intercept, type Watch } from './items.ts';
import { isReadableStream, watchReadable } from './readable.ts';
import { admitsOverride, joinWatchers, methodOf, overrideMethod, type Method } from './watch.ts';

// Proof of the cast: ECMAScript, %ArrayIteratorPrototype% inherits from %Iterator.prototype%, as do all iterators of the
// language that are not asynchronous.
const iteratorPrototype = getPrototypeOf(getPrototypeOf([].values()) as object);

/** Watches a returned value that delivers items over time; false for everything else. */
export function watchStream(value: unknown, watchOf: () => Watch): boolean {
  if (typeof value !== 'object' || value === null || isProxy(value)) return false;
  const watch = watcherOf(value);
  const leave = watch === undefined ? undefined : joinWatchers(value);
  if (watch === undefined || leave === undefined) return false;
  const started = watchOf();
  started.span.atEnd(leave);
  watch(value, started);
  return true;
}

function watcherOf(value: object): ((value: object, watch: Watch) => void) | undefined {
  if (isReadableStream(value)) return watchReadable;
  if (isIterator(value)) return watchIterator;
  if (isEmittingStream(value)) return watchEmitting;
  return admitsOverride(value, Symbol.asyncIterator) ? watchAsyncIterable : undefined;
}

/** A stream of Node's kind: it has events, besides async iteration. */
function isEmittingStream(value: object): boolean {
  return ['pipe', 'emit', Symbol.asyncIterator].every((key) => methodOf(value, key) !== undefined);
}

/**
 * An iterator of the language, or what a compiler makes of a generator where the platform has no `Iterator`. One that
 * cannot be watched, being frozen or made so by a compiler, is as good as any other value.
 */
function isIterator(value: object): boolean {
  if (!admitsOverride(value, 'next')) return false;
  return (
    hasPrototype(value, (prototype) => prototype === iteratorPrototype) ||
    ['throw', 'return', Symbol.iterator].every((key) => methodOf(value, key) !== undefined)
  );
}

/** What has `next` too may be its own iterator, as async generators are, and its consumer may never ask for one. */
function watchAsyncIterable(iterable: object, watch: Watch): void {
  watchIterable(iterable, Symbol.asyncIterator, watch);
  if (methodOf(iterable, 'next') !== undefined) watchIterator(iterable, watch);
  else watch.span.endWithout(iterable);
}

function watchIterable(iterable: object, key: PropertyKey, watch: Watch): void {
  intercept(watch, iterable, key, ({ proceed }) => {
    const iterator = proceed();
    const isWatched = iterator === iterable && methodOf(iterable, 'next') !== undefined;
    if (!isWatched && typeof iterator === 'object' && iterator !== null && !isProxy(iterator)) {
      watchIterator(iterator, watch);
    }
    return iterator;
  });
}

function watchIterator(iterator: object, watch: Watch): void {
  for (const method of ['next', 'throw', 'return'] as const) {
    const restore = overrideMethod(iterator, method, (original) => stepMethod(original, method, watch));
    if (restore !== undefined) watch.span.atEnd(restore);
  }
  watch.span.endWithout(iterator);
}

function stepMethod(original: Method, method: 'next' | 'throw' | 'return', { span, run }: Watch): Method {
  return function (this: unknown, ...args: readonly unknown[]): unknown {
    if (span.ended) return apply(original, this, args);
    let result: unknown;
    try {
      result = run(span.open.context, undefined, original, this, args);
    } catch (error) {
      span.fail(error);
      throw error;
    }
    return resultOf(
      result,
      (step) => settleStep(span, method, step),
      (error) => span.fail(error),
    );
  };
}

// Listening would change what the stream does (an 'error' listener handles the error); passing its events on does not.
function watchEmitting(stream: object, watch: Watch): void {
  const { span } = watch;
  intercept(watch, stream, '_read', ({ proceed }) => proceed());
  const endings: Readonly<Record<string, (detail: unknown) => void>> = {
    data: (chunk) => span.yielded(() => chunk),
    end: () => span.finish(true, undefined),
    error: (error) => span.fail(error),
    close: () => span.finish(false, undefined),
  };
  const restore = overrideMethod(
    stream,
    'emit',
    (emit) =>
      function (this: unknown, ...args: readonly unknown[]): unknown {
        const [event, detail] = args;
        if (typeof event === 'string' && Object.hasOwn(endings, event)) endings[event]?.(detail);
        return apply(emit, this, args);
      },
  );
  if (restore !== undefined) span.atEnd(restore);
  // Iteration emits the items too, and closes the stream when it stops early.
  span.endWithout(stream);
}
