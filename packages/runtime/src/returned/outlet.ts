import { ownData } from '@bud/value';
import type { IterationSpan, Watch } from './items.ts';
import { isThenable, watchThenable } from './thenable.ts';

/** How a ReadableStream is watched: which of the ways to the items it is. */
export interface ReadableWatch extends Watch {
  readonly outlet: Outlet;
}

/**
 * One way to the items of a stream: the stream itself or, after `tee`, a branch of it.
 *
 * Branches deliver the same items: one counts when the first of them delivers it, and the consumer has stopped early
 * when all of them are cancelled.
 */
export class Outlet {
  readonly span: IterationSpan;
  readonly #onCancelled: (answer: unknown) => void;
  #delivered: number;
  #isCancelled = false;

  constructor(
    span: IterationSpan,
    onCancelled: (answer: unknown) => void = (answer) => endCancelled(span, answer),
    delivered = 0,
  ) {
    this.span = span;
    this.#onCancelled = onCancelled;
    this.#delivered = delivered;
  }

  /** What a read of this outlet answered. */
  deliver(step: unknown): void {
    if (this.span.ended) return;
    if (ownData(step, 'done') === true) {
      // Cancelling answers the reads that wait, too.
      if (!this.#isCancelled) this.span.finish(true);
      return;
    }
    this.#delivered += 1;
    if (this.#delivered > this.span.yieldCount) this.span.yielded(() => ownData(step, 'value'));
  }

  /** The consumer wants no more; `answer` is the promise of the producer that it knows. */
  cancel(answer: unknown): void {
    if (this.#isCancelled) return;
    this.#isCancelled = true;
    this.#onCancelled(answer);
  }

  branches(): readonly [Outlet, Outlet] {
    let open = 2;
    const onCancelled = (answer: unknown): void => {
      open -= 1;
      if (open === 0) this.cancel(answer);
    };
    const branch = (): Outlet => new Outlet(this.span, onCancelled, this.#delivered);
    return [branch(), branch()];
  }
}

/** A producer that fails to cancel has failed; one that has nothing to say about it is through. */
function endCancelled(span: IterationSpan, answer: unknown): void {
  const finish = (): void => span.finish(false);
  if (!isThenable(answer) || !watchThenable(answer, { onValue: finish, onError: (error) => span.fail(error) }))
    finish();
}
