import { append, apply, handlePromise, isExactPromise } from '@bud/value';
import { whenCollected } from '../span/collected.ts';
import type { RunBody } from '../span/entry.ts';
import type { Failures } from '../span/failures.ts';
import { fail, guarded, leave, succeed, type CallSpan, type IterationProgress, type SpanTools } from '../span/span.ts';
import { overrideMethod } from './watch.ts';

/** What is known of a stream when it is collected. It must not lead back to it. */
interface Remains {
  readonly tools: SpanTools;
  readonly open: CallSpan;
  /** Objects by which the iteration can go on: an iterable may be gone while its iterator is still read. */
  alive: number;
}

const graveyard = /* @__PURE__ */ whenCollected((remains: Remains) => {
  const { tools, open } = remains;
  remains.alive -= 1;
  if (remains.alive > 0 || open.progress === undefined) return;
  open.progress.isAbandoned = true;
  open.progress.left -= 1;
  if (open.progress.left === 0) leave(tools, open, 'abandoned');
});

/**
 * The span of a generator or stream: counts items, and ends once, however the iteration ends. Where a call returned
 * several streams each has one of these, and the last one that is through ends the span.
 */
export class IterationSpan {
  readonly open: CallSpan;
  readonly #progress: IterationProgress;
  readonly #tools: SpanTools;
  readonly #remains: Remains;
  readonly #aggregate: (() => unknown) | undefined;
  readonly #read: ((item: unknown) => void) | undefined;
  readonly #items: unknown[];
  readonly #restores: (() => void)[] = [];
  readonly #iterators = new WeakSet<object>();
  #isOver = false;
  #isStepping = false;

  constructor(tools: SpanTools, open: CallSpan, aggregate: (() => unknown) | undefined, items: unknown[] = []) {
    this.open = open;
    this.#tools = tools;
    this.#remains = { tools, open, alive: 0 };
    this.#aggregate = open.recording && open.prepared.capturesOutput ? aggregate : undefined;
    this.#read = open.recording ? open.reading?.item : undefined;
    this.#items = items;
    const readAt = tools.idle.clock.now();
    open.progress ??= {
      yieldCount: 0,
      left: 0,
      isCancelled: false,
      isAbandoned: false,
      isCounted: true,
      waiting: 0,
      readAt,
    };
    open.progress.left += 1;
    this.#progress = open.progress;
    tools.idle.watch(tools.options.idleMs);
  }

  /** The same for another stream of the call. */
  fork(): IterationSpan {
    return new IterationSpan(this.#tools, this.open, this.#aggregate, this.#items);
  }

  get ended(): boolean {
    return this.#isOver || this.open.ended;
  }

  /** Whether somebody wants to see the items. */
  get aggregates(): boolean {
    return (this.#aggregate ?? this.#read) !== undefined;
  }

  /** Something reads items that nobody sees. */
  uncounted(): void {
    this.#progress.isCounted = false;
  }

  get yieldCount(): number {
    return this.#progress.yieldCount;
  }

  /** Ends it as abandoned when all that was consumed is garbage-collected before anything else ends it. */
  endWithout(consumed: object): void {
    this.#remains.alive += 1;
    graveyard?.register(consumed, this.#remains, this.#remains);
  }

  /** Runs a step of an iterator; those that it asks for itself deliver to it, not to the consumer. */
  step<Result>(run: () => Result): Result {
    const before = this.#isStepping;
    this.#isStepping = true;
    try {
      return run();
    } finally {
      this.#isStepping = before;
    }
  }

  /** Whether an iterator is seen for the first time: an iterable may hand out the same one by two methods. */
  claims(iterator: object): boolean {
    if (this.#isStepping || this.#iterators.has(iterator)) return false;
    this.#iterators.add(iterator);
    return true;
  }

  /** The consumer waits for something. */
  asked(): void {
    this.#progress.waiting += 1;
  }

  /** It has got something, whatever that is. */
  answered(): void {
    this.#progress.waiting = Math.max(0, this.#progress.waiting - 1);
    this.#progress.readAt = this.#tools.idle.clock.now();
  }

  /** `restore` runs when the span ends: there is nothing left to watch. */
  atEnd(restore: (() => void) | undefined): void {
    if (restore !== undefined) append(this.#restores, restore);
  }

  /** One more item; it is read only if it is going to be aggregated. */
  yielded(item: () => unknown): void {
    this.#progress.yieldCount += 1;
    const read = this.#read;
    if (read !== undefined) guarded(this.#tools, 'output', () => read(item()));
    if (this.#aggregate === undefined || this.#items.length >= this.#tools.options.maxItems) return;
    append(this.#items, item());
  }

  /** The iteration is over: by itself, or because the consumer stopped it early. */
  finish(completed: boolean, returned?: unknown): void {
    if (this.ended) return;
    this.#unwatch();
    this.#progress.isCancelled ||= !completed;
    this.#progress.left -= 1;
    if (this.#progress.left > 0) return;
    const output = this.#aggregated() ?? (returned === undefined ? undefined : { value: returned });
    if (this.#progress.isAbandoned) leave(this.#tools, this.open, 'abandoned');
    else succeed(this.#tools, this.open, output, this.#progress.isCancelled ? 'cancelled' : undefined);
  }

  fail(thrown: unknown): void {
    if (this.ended) return;
    this.#unwatch();
    fail(this.#tools, this.open, thrown);
  }

  #unwatch(): void {
    this.#isOver = true;
    graveyard?.unregister(this.#remains);
    guarded(this.#tools, 'end', () => {
      for (const restore of this.#restores) guarded(this.#tools, 'end', restore);
    });
  }

  #aggregated(): { readonly value: unknown } | undefined {
    let output: { readonly value: unknown } | undefined;
    guarded(this.#tools, 'aggregate', () => {
      const aggregator = this.#aggregate?.();
      if (typeof aggregator !== 'function') return;
      const value: unknown = aggregator(this.#items);
      if (isExactPromise(value)) rejectAsync(value, this.#tools.failures);
      else output = { value };
    });
    return output;
  }
}

// The span ends now, so a later answer is of no use; and if it is a rejection, it must not end the program.
function rejectAsync(promise: Promise<unknown>, failures: Failures): void {
  handlePromise(promise);
  failures.report(
    'aggregate',
    new TypeError('an aggregate function must return its result synchronously; this one returned a promise'),
  );
}

/** What watching a stream needs: where its items are counted, and how its producer is run inside the context. */
export interface Watch {
  readonly span: IterationSpan;
  readonly run: RunBody;
}

/** A call of a watched method; `proceed` makes it, inside the span's context. */
export interface Intercepted {
  readonly self: unknown;
  readonly args: readonly unknown[];
  readonly original: unknown;
  readonly proceed: () => unknown;
}

/** Puts `instead` in place of a method of a watched object, until the span ends. */
export function intercept(
  { span, run }: Watch,
  object: object,
  key: PropertyKey,
  instead: (call: Intercepted) => unknown,
): void {
  span.atEnd(
    overrideMethod(
      object,
      key,
      (original) =>
        function (this: unknown, ...args: readonly unknown[]): unknown {
          if (span.ended) return apply(original, this, args);
          return instead({
            self: this,
            args,
            original,
            proceed: () => run(span.open.context, undefined, original, this, args),
          });
        },
    ),
  );
}
