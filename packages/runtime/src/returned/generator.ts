import { getOwnPropertyDescriptor, isExactPromise, isProxy, observePromise, type Site } from '@bud/value';
import type { TrackedFunction } from '../gate.ts';
import type { RunBody } from '../span/entry.ts';
import type { IterationSpan } from './items.ts';
import { isThenable, watchThenable } from './thenable.ts';
import { nativeResumeMethods, type ResumeMethod, type ResumeMethods } from './resume.ts';

/** A running generator of the user's, and what is needed to resume it inside its span's context. */
export interface Iteration {
  readonly inner: object;
  readonly methods: ResumeMethods;
  readonly span: IterationSpan | undefined;
  readonly run: RunBody;
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

function resume(iteration: Iteration, method: ResumeMethod, value: unknown): unknown {
  const { inner, methods, span, run, sign } = iteration;
  iteration.sign = undefined;
  return run(span?.open.context, sign, methods[method], inner, [value]);
}

/**
 * What `yield*` of the outer, synchronous generator delegates to. Result objects pass through untouched.
 *
 * The span must not be reachable only from here: it is what remains when the consumer drops the outer generator.
 */
export class TrackedIterator implements Iterator<unknown> {
  readonly #iteration: Iteration;

  constructor(iteration: Iteration) {
    this.#iteration = iteration;
    iteration.span?.endWithout(this);
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(value?: unknown): IteratorResult<unknown> {
    return this.#resume('next', value);
  }

  throw(error?: unknown): IteratorResult<unknown> {
    return this.#resume('throw', error);
  }

  return(value?: unknown): IteratorResult<unknown> {
    return this.#resume('return', value);
  }

  #resume(method: ResumeMethod, value: unknown): IteratorResult<unknown> {
    const { span } = this.#iteration;
    try {
      const result = resume(this.#iteration, method, value);
      settleStep(span, method, result);
      // Proof of the cast: it is what the generator itself answered.
      return result as IteratorResult<unknown>;
    } catch (error) {
      span?.fail(error);
      throw error;
    }
  }
}

/** The same for an async generator: the inner promises pass through untouched, observed first. */
export class TrackedAsyncIterator implements AsyncIterator<unknown> {
  readonly #iteration: Iteration;

  constructor(iteration: Iteration) {
    this.#iteration = iteration;
    iteration.span?.endWithout(this);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(value?: unknown): Promise<IteratorResult<unknown>> {
    return this.#resume('next', value);
  }

  throw(error?: unknown): Promise<IteratorResult<unknown>> {
    return this.#resume('throw', error);
  }

  return(value?: unknown): Promise<IteratorResult<unknown>> {
    return this.#resume('return', value);
  }

  #resume(method: ResumeMethod, value: unknown): Promise<IteratorResult<unknown>> {
    const { span } = this.#iteration;
    const promise = resume(this.#iteration, method, value);
    if (span !== undefined && isExactPromise(promise)) {
      observePromise(
        promise,
        (result) => settleStep(span, method, result),
        (error) => span.fail(error),
      );
    }
    // Proof of the cast: it is what the generator itself answered.
    return promise as Promise<IteratorResult<unknown>>;
  }
}

/** Hands the result of a step to `onValue` when it is there; what goes to the consumer is the very result. */
export function resultOf(
  result: unknown,
  onValue: (value: unknown) => void,
  onError: (error: unknown) => void,
): unknown {
  if (!isThenable(result)) onValue(result);
  else watchThenable(result, { onValue, onError });
  return result;
}

/** Counts an item, or ends the span, by what a resumed generator or iterator answered. */
export function settleStep(span: IterationSpan | undefined, method: ResumeMethod, result: unknown): void {
  if (span === undefined || span.ended) return;
  if (ownData(result, 'done') !== true) span.yielded(() => ownData(result, 'value'));
  // What a consumer hands to `return` comes back as the result; the function did not produce it.
  else if (method === 'return') span.finish(false, undefined);
  else span.finish(true, ownData(result, 'value'));
}

// Generators make their results themselves, as plain data. The exception are results that `yield*` passes through;
// those are never done, and their accessors are for the consumer to run.
export function ownData(result: unknown, key: 'done' | 'value'): unknown {
  if (typeof result !== 'object' || result === null || isProxy(result)) return undefined;
  return getOwnPropertyDescriptor(result, key)?.value;
}
