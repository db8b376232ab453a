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
export interface Outlet {
  /** What a read of this outlet answered. */
  deliver(step: unknown): void;
  /** The consumer wants no more; `answer` is the promise of the producer that it knows. */
  cancel(answer: unknown): void;
  branches(): readonly [Outlet, Outlet];
}

export function createOutlet(
  span: IterationSpan,
  onCancelled: (answer: unknown) => void = (answer) => endCancelled(span, answer),
  delivered = 0,
): Outlet {
  let isCancelled = false;
  const cancel = (answer: unknown): void => {
    if (isCancelled) return;
    isCancelled = true;
    onCancelled(answer);
  };
  return {
    deliver(step) {
      if (span.ended) return;
      if (ownData(step, 'done') === true) {
        // Cancelling answers the reads that wait, too.
        if (!isCancelled) span.finish(true);
        return;
      }
      delivered += 1;
      if (delivered > span.yieldCount) span.yielded(() => ownData(step, 'value'));
    },
    cancel,
    branches() {
      let open = 2;
      const branch = (): Outlet =>
        createOutlet(
          span,
          (answer) => {
            open -= 1;
            if (open === 0) cancel(answer);
          },
          delivered,
        );
      return [branch(), branch()];
    },
  };
}

/** A producer that fails to cancel has failed; one that has nothing to say about it is through. */
function endCancelled(span: IterationSpan, answer: unknown): void {
  const finish = (): void => span.finish(false);
  if (!isThenable(answer) || !watchThenable(answer, { onValue: finish, onError: (error) => span.fail(error) }))
    finish();
}
