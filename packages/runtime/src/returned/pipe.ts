import {
  apply,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  handlePromise,
  isExactPromise,
  nativeOf,
  observePromise,
  nativeReaderOf,
  type Native,
} from '@bud/value';
import { intercept, type Intercepted } from './items.ts';
import type { ReadableWatch } from './outlet.ts';

const getReader = nativeOf('ReadableStream', 'getReader');
const pipeTo = nativeOf('ReadableStream', 'pipeTo');
const pipeThrough = nativeOf('ReadableStream', 'pipeThrough');
const releaseLock = nativeOf('ReadableStreamDefaultReader', 'releaseLock');
const isReadableLocked = nativeReaderOf('ReadableStream', 'locked');
const isWritableLocked = nativeReaderOf('WritableStream', 'locked');
const isAborted = nativeReaderOf('AbortSignal', 'aborted');

// Proof of the cast: the streams standard, where the platform has it. To other receivers the getter answers with a
// rejection, so it cannot be tried out as others are.
const { ReadableStreamDefaultReader: DefaultReader } = globalThis as {
  readonly ReadableStreamDefaultReader?: { readonly prototype: object };
};
const closedGetter = DefaultReader && getOwnPropertyDescriptor(DefaultReader.prototype, 'closed')?.get;

/** The promise of a native reader that tells how its stream ends. The standard marks it as handled itself. */
export function closedOf(reader: object): Promise<unknown> | undefined {
  if (closedGetter === undefined || getPrototypeOf(reader) !== DefaultReader?.prototype) return undefined;
  const closed: unknown = apply(closedGetter, reader, []);
  return isExactPromise(closed) ? closed : undefined;
}

// What is used of the platform's streams, which not every platform has.
interface StreamReader {
  read(): Promise<{ readonly done: boolean; readonly value: unknown }>;
  cancel(reason: unknown): Promise<void>;
  releaseLock(): void;
}
interface Controller {
  close(): void;
  enqueue(item: unknown): void;
}
interface UnderlyingSource {
  pull(controller: Controller): Promise<void>;
  cancel(reason: unknown): Promise<void>;
}
type ReadableClass = new (source: UnderlyingSource, strategy: { readonly highWaterMark: number }) => object;

// Proof of the cast: the streams standard. Where it is undefined, so are the natives, and nothing is watched: that is the
// proof of the casts of these to `Native`.
const { ReadableStream: Readable } = globalThis as { readonly ReadableStream?: ReadableClass };

/**
 * Watches pipes: they read a stream by means that nobody outside can see, so their items are not counted, and how the
 * pipe ends is all that is known. Where the mark names an `aggregate`, and so asks for the items, what is piped is another
 * stream, which holds nothing itself and reads the watched one when the pipe asks for more; each item then takes a few
 * microtask ticks longer.
 *
 * Whatever would be refused goes to the native method, which refuses it.
 */
export function watchPipes(stream: object, watch: ReadableWatch, isFree: () => boolean): void {
  const isNative = ({ self, original }: Intercepted, native: unknown): boolean =>
    Readable !== undefined && self === stream && original === native && isFree();
  const pipe = (destination: unknown, options: unknown): Promise<unknown> => {
    const start = (source: object): Promise<unknown> =>
      apply(pipeTo as Native, source, [destination, options]) as Promise<unknown>;
    if (!watch.span.aggregates) return watchPipe(start(stream), stream, watch, isFree);
    const { readable, release } = standIn(stream);
    return released(start(readable), release);
  };
  intercept(watch, stream, 'pipeTo', (call) => {
    const [destination, options] = call.args;
    const isWatched = isNative(call, pipeTo) && isWritableLocked(destination) === false;
    return isWatched ? pipe(destination, options) : call.proceed();
  });
  intercept(watch, stream, 'pipeThrough', (call) => {
    const [transform, options] = call.args;
    if (!isNative(call, pipeThrough) || typeof transform !== 'object' || transform === null) {
      return call.proceed();
    }
    // In the order of the standard, and once: these may be accessors of the program.
    const { readable, writable } = transform as { readonly readable: unknown; readonly writable: unknown };
    const given = pipeOptions(options);
    const isWatched =
      given !== undefined && typeof isReadableLocked(readable) === 'boolean' && isWritableLocked(writable) === false;
    if (!isWatched) return apply(pipeThrough as Native, stream, [{ readable, writable }, options]);
    // Nobody gets the promise of this pipe; the standard marks it as handled, too.
    handlePromise(pipe(writable, given));
    return readable;
  });
}

/** A copy of the options of a pipe; undefined when the native method would refuse them. */
function pipeOptions(options: unknown): object | undefined {
  if (options === undefined || options === null) return {};
  if (typeof options !== 'object') return undefined;
  // Proof of the cast: any object may be read so.
  const { preventAbort, preventCancel, preventClose, signal } = options as Readonly<Record<string, unknown>>;
  const given = {
    preventAbort: Boolean(preventAbort),
    preventCancel: Boolean(preventCancel),
    preventClose: Boolean(preventClose),
  };
  if (signal === undefined) return given;
  return typeof isAborted(signal) === 'boolean' ? { ...given, signal } : undefined;
}

/** The end of a pipe is that of the stream, unless the pipe has failed and leaves the stream open. */
function watchPipe(
  piped: Promise<unknown>,
  stream: object,
  { span, outlet }: ReadableWatch,
  isFree: () => boolean,
): Promise<unknown> {
  span.uncounted();
  span.asked();
  observePromise(
    piped,
    () => span.finish(true),
    () => {
      span.answered();
      if (!isFree()) return;
      // Taken and let go of at once: how the stream is can only be asked of a reader.
      const reader = apply(getReader as Native, stream, []) as object;
      const closed = closedOf(reader);
      apply(releaseLock as Native, reader, []);
      // The standard: letting go of a stream that goes on rejects this very promise, of another one it makes a new one.
      if (closed === undefined || closedOf(reader) === closed) return;
      observePromise(
        closed,
        () => outlet.cancel(undefined),
        (error) => span.fail(error),
      );
    },
  );
  return piped;
}

/** A pipe lets go of its source at the end, whatever the end is. */
async function released(piped: Promise<unknown>, release: () => void): Promise<unknown> {
  try {
    return await piped;
  } finally {
    release();
  }
}

interface StandIn {
  readonly readable: object;
  readonly release: () => void;
}

/** A stream without a queue of its own: it is pulled exactly when the pipe would read the watched stream. */
function standIn(stream: object): StandIn {
  // Proof of the cast: the streams standard. The reader is watched as any consumer's is.
  const reader = (stream as { getReader(): StreamReader }).getReader();
  let isOver = false;
  const source: UnderlyingSource = {
    async pull(controller) {
      const { done, value } = await reader.read();
      // Cancelled in the meantime: this stream is closed already.
      if (isOver) return;
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel(reason) {
      isOver = true;
      await reader.cancel(reason);
    },
  };
  const readable = new (Readable as ReadableClass)(source, { highWaterMark: 0 });
  const release = (): void => {
    isOver = true;
    reader.releaseLock();
  };
  return { readable, release };
}
