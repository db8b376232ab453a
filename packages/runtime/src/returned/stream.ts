import { apply, findData, getPrototypeOf, hasPrototype, isReflectable } from '@bud/value';
import { resultOf, settleStep } from './generator.ts';
import { intercept, type IterationSpan, type Watch } from './items.ts';
import { isReadableStream, watchReadable } from './readable.ts';
import { admitsOverride, joinWatchers, methodOf, overrideMethod, type Method } from './watch.ts';

// Proof of the cast: ECMAScript, %ArrayIteratorPrototype% inherits from %Iterator.prototype%, as do all iterators of the
// language that are not asynchronous.
const iteratorPrototype = getPrototypeOf(getPrototypeOf([].values()) as object);

type Watcher = readonly [key: PropertyKey, watch: (value: object, watch: Watch) => void];

/**
 * Watches a returned value that delivers items over time; undefined for everything else, false for one that does not let
 * itself be watched.
 */
export function watchStream(value: unknown, watchOf: () => Watch): boolean | undefined {
  if (!isReflectable(value)) return undefined;
  const watcher = watcherOf(value);
  if (watcher === undefined) return undefined;
  const [key, watch] = watcher;
  const leave = admitsOverride(value, key) ? joinWatchers(value) : undefined;
  if (leave === undefined) return false;
  const started = watchOf();
  started.span.atEnd(leave);
  watch(value, started);
  return true;
}

/** How a value is watched, and the method that it takes. */
function watcherOf(value: object): Watcher | undefined {
  if (isReadableStream(value)) return ['getReader', watchReadable];
  if (isIterator(value)) return ['next', watchIterator];
  if (methodOf(value, Symbol.asyncIterator) === undefined) return undefined;
  const emitter = emitterOf(value);
  return emitter === undefined ? [Symbol.asyncIterator, watchAsyncIterable] : [emitter, watchEmitting];
}

/** The method by which a stream tells of its events: Node's, and the helpers of model clients. */
function emitterOf(value: object): 'emit' | '_emit' | undefined {
  if (methodOf(value, 'pipe') !== undefined && methodOf(value, 'emit') !== undefined) return 'emit';
  return methodOf(value, 'on') !== undefined && methodOf(value, '_emit') !== undefined ? '_emit' : undefined;
}

/** An iterator of the language, or what a compiler makes of a generator where the platform has no `Iterator`. */
function isIterator(value: object): boolean {
  if (methodOf(value, 'next') === undefined) return false;
  return (
    hasPrototype(value, (prototype) => prototype === iteratorPrototype) ||
    ['throw', 'return', Symbol.iterator].every((key) => methodOf(value, key) !== undefined)
  );
}

/** What has `next` too may be its own iterator, as async generators are, and its consumer may never ask for one. */
function watchAsyncIterable(iterable: object, watch: Watch): void {
  watchIterable(iterable, Symbol.asyncIterator, watch);
  // Streams of model clients: the branches of `tee` read what `iterator` gives.
  if (methodOf(iterable, 'tee') !== undefined) watchIterable(iterable, 'iterator', watch);
  if (methodOf(iterable, 'next') !== undefined) watchIterator(iterable, watch);
  else watch.span.endWithout(iterable);
}

function watchIterable(iterable: object, key: PropertyKey, watch: Watch): void {
  intercept(watch, iterable, key, ({ proceed }) => {
    const iterator = proceed();
    const isWatched = iterator === iterable && methodOf(iterable, 'next') !== undefined;
    if (!isWatched && isReflectable(iterator)) watchIterator(iterator, watch);
    return iterator;
  });
}

function watchIterator(iterator: object, watch: Watch): void {
  if (!watch.span.claims(iterator)) return;
  for (const method of ['next', 'throw', 'return'] as const) {
    watch.span.atEnd(overrideMethod(iterator, method, (original) => stepMethod(original, method, watch)));
  }
  watch.span.endWithout(iterator);
}

function stepMethod(original: Method, method: 'next' | 'throw' | 'return', { span, run }: Watch): Method {
  return function (this: unknown, ...args: readonly unknown[]): unknown {
    if (span.ended) return apply(original, this, args);
    let result: unknown;
    try {
      result = span.step(() => run(span.open.context, undefined, original, this, args));
    } catch (error) {
      span.fail(error);
      throw error;
    }
    return resultOf(span, result, (step) => settleStep(span, method, step));
  };
}

type Ending = (span: IterationSpan, detail: unknown) => void;

const item: Ending = (span, detail) => {
  span.answered();
  span.yielded(() => detail);
};

/** What the events of a stream mean: Node's, and those of model clients, which name their items in three ways. */
const endings: Readonly<Record<string, Ending>> = {
  data: item,
  chunk: item,
  streamEvent: item,
  event: item,
  end: (span) => span.finish(true),
  abort: (span, error) => span.fail(error),
  error: (span, error) => (isEarlyStop(error) ? span.finish(false) : span.fail(error)),
  close: (span) => span.finish(false),
};

/** What Node tells a stream that its consumer has left; an abort by a signal has a cause. */
function isEarlyStop(error: unknown): boolean {
  if (!isReflectable(error)) return false;
  const code = findData(error, 'code');
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || (code === 'ABORT_ERR' && findData(error, 'cause') === undefined);
}

// Listening would change what the stream does (an 'error' listener handles the error); passing its events on does not.
function watchEmitting(stream: object, watch: Watch): void {
  const { span } = watch;
  const emitter = emitterOf(stream) ?? 'emit';
  // A stream that is asked for more is read; a helper of a model client reads by itself.
  if (emitter === '_emit') span.asked();
  intercept(watch, stream, '_read', ({ proceed }) => {
    span.asked();
    return proceed();
  });
  const emitting = (emit: Method): Method =>
    function (this: unknown, ...args: readonly unknown[]): unknown {
      const [event, detail] = args;
      if (typeof event === 'string' && Object.hasOwn(endings, event)) endings[event]?.(span, detail);
      return apply(emit, this, args);
    };
  span.atEnd(overrideMethod(stream, emitter, emitting));
  // Iteration emits the items too, and closes the stream of Node when it stops early.
  if (emitter === '_emit') watchReturn(stream, watch);
  span.endWithout(stream);
}

/** A consumer that leaves a helper of a model client early aborts it, and that is no failure. */
function watchReturn(stream: object, watch: Watch): void {
  intercept(watch, stream, Symbol.asyncIterator, ({ proceed }) => {
    const iterator = proceed();
    if (isReflectable(iterator)) {
      intercept(watch, iterator, 'return', (call) => {
        watch.span.finish(false);
        return call.proceed();
      });
    }
    return iterator;
  });
}
