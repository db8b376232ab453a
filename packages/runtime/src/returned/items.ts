import { append, apply, isExactPromise, observePromise } from '@bud/value';
import type { RunBody } from '../span/entry.ts';
import type { Failures } from '../span/failures.ts';
import { fail, guarded, leave, succeed, type OpenSpan, type SpanTools } from '../span/span.ts';
import { overrideMethod } from './watch.ts';

/** What ends a span whose iteration nobody can go on with. It must not lead back to the generator. */
interface Remains {
  readonly tools: SpanTools;
  readonly open: OpenSpan;
  /** Objects by which the iteration can go on: an iterable may be gone while its iterator is still read. */
  alive: number;
}

// Absent in a few embedded engines: there an abandoned span ends when tracking stops.
const graveyard =
  typeof FinalizationRegistry === 'undefined'
    ? undefined
    : /* @__PURE__ */ new FinalizationRegistry<Remains>((remains) => {
        remains.alive -= 1;
        if (remains.alive === 0) leave(remains.tools, remains.open, 'abandoned');
      });

/** The span of a generator or stream: counts items, and ends once, however the iteration ends. */
export class IterationSpan {
  readonly open: OpenSpan;
  readonly #tools: SpanTools;
  readonly #remains: Remains;
  readonly #aggregate: (() => unknown) | undefined;
  readonly #items: unknown[] = [];
  readonly #restores: (() => void)[] = [];
  #isOver = false;

  constructor(tools: SpanTools, open: OpenSpan, aggregate: (() => unknown) | undefined) {
    this.open = open;
    this.#tools = tools;
    this.#remains = { tools, open, alive: 0 };
    this.#aggregate = open.recording && open.template.capturesOutput ? aggregate : undefined;
    open.yieldCount = 0;
  }

  get ended(): boolean {
    return this.#isOver || this.open.ended;
  }

  get yieldCount(): number {
    return this.open.yieldCount ?? 0;
  }

  /** Ends the span as abandoned when all that was consumed is garbage-collected before anything else ends it. */
  endWithout(consumed: object): void {
    this.#remains.alive += 1;
    graveyard?.register(consumed, this.#remains, this.#remains);
  }

  /** `restore` runs when the span ends: there is nothing left to watch. */
  atEnd(restore: () => void): void {
    append(this.#restores, restore);
  }

  /** One more item; it is read only if it is going to be aggregated. */
  yielded(item: () => unknown): void {
    this.open.yieldCount = this.yieldCount + 1;
    if (this.#aggregate === undefined || this.#items.length >= this.#tools.options.maxItems) return;
    append(this.#items, item());
  }

  /** The iteration is over: by itself, or because the consumer stopped it early. */
  finish(completed: boolean, returned: unknown): void {
    if (this.ended) return;
    this.#unwatch();
    const output = this.#aggregated() ?? (returned === undefined ? undefined : { value: returned });
    succeed(this.#tools, this.open, output, completed ? undefined : 'cancelled');
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
  observePromise(
    promise,
    () => {},
    () => {},
  );
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
  const restore = overrideMethod(
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
  );
  if (restore !== undefined) span.atEnd(restore);
}
