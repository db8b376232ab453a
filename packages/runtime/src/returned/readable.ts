import { isReflectable, observePromise, ownData, nativeReaderOf } from '@bud/value';
import { resultOf } from './generator.ts';
import { intercept, type Watch } from './items.ts';
import { createOutlet, type ReadableWatch } from './outlet.ts';
import { closedOf, watchPipes } from './pipe.ts';
import { methodOf } from './watch.ts';

/** Undefined for what is not a ReadableStream. */
const isLocked = nativeReaderOf('ReadableStream', 'locked');

/** What cannot be read is none for anybody; asking a native about every object would make as many errors. */
export function isReadableStream(value: object): boolean {
  return methodOf(value, 'getReader') !== undefined && isLocked(value) !== undefined;
}

/**
 * Watches a ReadableStream through whatever its consumer does with it. A stream that is transferred to another thread is
 * out of reach: its span ends when the stream is garbage-collected here.
 */
export function watchReadable(stream: object, { span, run }: Watch): void {
  watchOutlet(stream, { span, run, outlet: createOutlet(span) });
  // Branches and readers keep the stream alive.
  span.endWithout(stream);
}

function watchOutlet(stream: object, watch: ReadableWatch): void {
  const { outlet } = watch;
  intercept(watch, stream, 'getReader', ({ proceed }) => {
    const reader = proceed();
    if (isReflectable(reader)) watchReader(reader, watch);
    return reader;
  });
  for (const key of ['values', Symbol.asyncIterator]) {
    intercept(watch, stream, key, ({ args: [options], proceed }) => {
      const iterator = proceed();
      if (isReflectable(iterator)) watchStreamIterator(iterator, watch, Boolean(ownData(options, 'preventCancel')));
      return iterator;
    });
  }
  intercept(watch, stream, 'cancel', ({ proceed }) => {
    // Somebody else is reading a locked stream: this changes nothing.
    const changesNothing = isLocked(stream) === true;
    const answer = proceed();
    if (!changesNothing) outlet.cancel(answer);
    return answer;
  });
  intercept(watch, stream, 'tee', ({ proceed }) => {
    // Proof of the cast: the streams standard; `proceed` has thrown for a stream without branches.
    const streams = proceed() as readonly object[];
    for (const [index, branch] of outlet.branches().entries()) {
      const stream = streams[index];
      if (stream !== undefined) watchOutlet(stream, { ...watch, outlet: branch });
    }
    return streams;
  });
  watchPipes(stream, watch, () => isLocked(stream) === false);
}

/** A consumer may wait for the end without reading; reads that are under way tell it themselves, after their items. */
function watchClosed(reader: object, { span }: ReadableWatch, isTold: () => boolean): void {
  const closed = closedOf(reader);
  if (closed === undefined) return;
  const onClosed = (): void => (isTold() ? undefined : span.finish(true));
  observePromise(closed, onClosed, (error) => (isTold() ? undefined : span.fail(error)));
}

function watchReader(reader: object, watch: ReadableWatch): void {
  const { span, outlet } = watch;
  let isReleased = false;
  // Something else tells how the stream ends.
  let isUsed = false;
  watchClosed(reader, watch, () => isUsed || isReleased);
  intercept(watch, reader, 'read', ({ proceed }) => {
    isUsed = true;
    return resultOf(
      span,
      proceed(),
      (step) => outlet.deliver(step),
      // Releasing a reader rejects what it has not read yet; the stream goes on.
      (error) => (isReleased ? undefined : span.fail(error)),
    );
  });
  intercept(watch, reader, 'releaseLock', ({ proceed }) => {
    // Before the promises of the reader reject because of it.
    const wasReleased = isReleased;
    isReleased = true;
    try {
      proceed();
    } catch (error) {
      isReleased = wasReleased;
      throw error;
    }
  });
  intercept(watch, reader, 'cancel', ({ proceed }) => {
    isUsed = true;
    const answer = proceed();
    if (!isReleased) outlet.cancel(answer);
    return answer;
  });
}

function watchStreamIterator(iterator: object, watch: ReadableWatch, keepsStream: boolean): void {
  const { span, outlet } = watch;
  intercept(watch, iterator, 'next', ({ proceed }) => resultOf(span, proceed(), (step) => outlet.deliver(step)));
  intercept(watch, iterator, 'return', ({ proceed }) => {
    const answer = proceed();
    if (!keepsStream) outlet.cancel(answer);
    return answer;
  });
}
