import { append, apply, isExactPromise, observePromise } from '@bud/value';
import type { RunBody } from '../span/entry.ts';
import type { Failures } from '../span/failures.ts';
import { fail, guarded, succeed, type OpenSpan, type SpanTools } from '../span/span.ts';
import { overrideMethod } from './watch.ts';

/** What is left of an iteration when its consumer has dropped it. It must not lead back to the generator. */
interface Remains {
  readonly open: OpenSpan;
  readonly tools: SpanTools;
  yieldCount: number;
}

// Absent in a few embedded engines: there an abandoned span simply never ends.
const graveyard =
  typeof FinalizationRegistry === 'undefined'
    ? undefined
    : /* @__PURE__ */ new FinalizationRegistry<Remains>(({ open, tools, yieldCount }) => {
        guarded(tools, 'end', () => {
          open.span.setAttributes({
            'bud.track.yield_count': yieldCount,
            'bud.track.completed': false,
            'bud.track.abandoned': true,
          });
        });
        guarded(tools, 'end', () => open.span.end());
      });

/** The span of a generator or stream: counts items, and ends once, however the iteration ends. */
export class IterationSpan {
  readonly open: OpenSpan;
  readonly #tools: SpanTools;
  readonly #remains: Remains;
  readonly #aggregate: (() => unknown) | undefined;
  readonly #items: unknown[] = [];
  readonly #restores: (() => void)[] = [];
  #ended = false;

  constructor(tools: SpanTools, open: OpenSpan, aggregate: (() => unknown) | undefined) {
    this.open = open;
    this.#tools = tools;
    this.#remains = { open, tools, yieldCount: 0 };
    this.#aggregate = open.recording && open.template.capturesOutput ? aggregate : undefined;
  }

  get ended(): boolean {
    return this.#ended;
  }

  get yieldCount(): number {
    return this.#remains.yieldCount;
  }

  /** Ends the span as abandoned when `consumed` is garbage-collected before anything else ends it. */
  endWithout(consumed: object): void {
    graveyard?.register(consumed, this.#remains, this.#remains);
  }

  /** `restore` runs when the span ends: there is nothing left to watch. */
  atEnd(restore: () => void): void {
    append(this.#restores, restore);
  }

  /** One more item; it is read only if it is going to be aggregated. */
  yielded(item: () => unknown): void {
    this.#remains.yieldCount += 1;
    if (this.#aggregate === undefined || this.#items.length >= this.#tools.options.maxItems) return;
    append(this.#items, item());
  }

  /** The iteration is over: by itself, or because the consumer stopped it early. */
  finish(completed: boolean, returned: unknown): void {
    if (!this.#end(completed)) return;
    const aggregated = this.#aggregated();
    const output = aggregated ?? (returned === undefined ? undefined : { value: returned });
    succeed(this.#tools, this.open, output);
  }

  fail(thrown: unknown): void {
    if (this.#end(false)) fail(this.#tools, this.open, thrown);
  }

  #end(completed: boolean): boolean {
    if (this.#ended) return false;
    this.#ended = true;
    graveyard?.unregister(this.#remains);
    guarded(this.#tools, 'end', () => {
      for (const restore of this.#restores) guarded(this.#tools, 'end', restore);
    });
    if (this.open.recording) {
      guarded(this.#tools, 'end', () => {
        this.open.span.setAttributes({
          'bud.track.yield_count': this.#remains.yieldCount,
          'bud.track.completed': completed,
        });
      });
    }
    return true;
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
    new TypeError('an aggregate function must answer synchronously, this one returned a promise'),
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
