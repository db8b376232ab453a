import { isExactPromise, observePromise, ownData, type Site } from '@bud/value';
import type { TrackedFunction } from '../gate/gate.ts';
import type { PrepareBody } from '../span/entry.ts';
import type { IterationSpan } from './items.ts';
import { isThenable, watchThenable } from './thenable.ts';
import { nativeResumeMethods, type ResumeMethod, type ResumeMethods } from './resume.ts';

/** A running generator of the user's, and what is needed to resume it inside its span's context. */
export interface Iteration {
  readonly inner: object;
  readonly methods: ResumeMethods;
  readonly span: IterationSpan | undefined;
  readonly bodyOf: PrepareBody;
  /** The body of a re-entered generator starts at its first resume, so that is where the sign is set. */
  sign: Site | undefined;
}

/**
 * The resume methods to use. A native generator is resumed through the intrinsics, because its own methods may have
 * been patched for the outer generator, which has already run the patch.
 */
export function resumeMethods(fn: TrackedFunction, inner: object): ResumeMethods {
  // Proof of the cast: what compilers make of generators has the three methods.
  return nativeResumeMethods(fn) ?? (inner as ResumeMethods);
}

/**
 * What `yield*` of the outer, synchronous generator delegates to. Result objects pass through untouched.
 *
 * The span must not be reachable only from here: it is what remains when the consumer drops the outer generator.
 */
export function trackedIterator(iteration: Iteration): object {
  const methods = resuming(iteration, (method, result) => settleStep(iteration.span, method, result));
  const iterator = { ...methods, [Symbol.iterator]: () => iterator };
  iteration.span?.endWithout(iterator);
  return iterator;
}

/** The same for an async generator: the inner promises pass through untouched, observed first. */
export function trackedAsyncIterator(iteration: Iteration): object {
  const { span } = iteration;
  const methods = resuming(iteration, (method, promise) => {
    if (span === undefined || !isExactPromise(promise)) return;
    span.asked();
    observePromise(
      promise,
      (result) => {
        span.answered();
        settleStep(span, method, result);
      },
      (error) => span.fail(error),
    );
  });
  const iterator = { ...methods, [Symbol.asyncIterator]: () => iterator };
  span?.endWithout(iterator);
  return iterator;
}

/** Each method is one stack frame, as it is the one that calls the context manager. */
function resuming(iteration: Iteration, onAnswer: (method: ResumeMethod, answer: unknown) => void): ResumeMethods {
  const { inner, methods, span, bodyOf } = iteration;
  const resume = (method: ResumeMethod) => (value: unknown) => {
    const { sign } = iteration;
    iteration.sign = undefined;
    const body = bodyOf({ context: span?.open.context, sign, fn: methods[method], self: inner, args: [value] });
    try {
      body.manager.with(body.context, body.run);
    } catch (error) {
      body.missed(error);
    }
    body.leave();
    if (body.hasThrown) {
      span?.fail(body.outcome);
      throw body.outcome;
    }
    onAnswer(method, body.outcome);
    return body.outcome;
  };
  return { next: resume('next'), throw: resume('throw'), return: resume('return') };
}

/** Hands the result of a step to `onValue` when it is there; what goes to the consumer is the very result. */
export function resultOf(
  span: IterationSpan,
  result: unknown,
  onValue: (value: unknown) => void,
  onError: (error: unknown) => void = (error) => span.fail(error),
): unknown {
  if (!isThenable(result)) {
    onValue(result);
    return result;
  }
  const answer =
    (react: (outcome: unknown) => void) =>
    (outcome: unknown): void => {
      span.answered();
      react(outcome);
    };
  span.asked();
  if (!watchThenable(result, { onValue: answer(onValue), onError: answer(onError) })) span.answered();
  return result;
}

/**
 * Counts an item, or ends the span, by what a resumed generator or iterator answered. Generators make their results
 * themselves, as plain data. The exception are results that `yield*` passes through; those are never done, and their
 * accessors are for the consumer to run.
 */
export function settleStep(span: IterationSpan | undefined, method: ResumeMethod, result: unknown): void {
  if (span === undefined || span.ended) return;
  if (ownData(result, 'done') !== true) span.yielded(() => ownData(result, 'value'));
  // What a consumer hands to `return` comes back as the result; the function did not produce it.
  else if (method === 'return') span.finish(false);
  else span.finish(true, ownData(result, 'value'));
}
