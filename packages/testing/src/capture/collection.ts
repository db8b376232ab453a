import type { Context } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { SpanWatcher } from '@bud/observe';

// What `createContextKey` of OpenTelemetry's API gives, without loading the API before something is captured.
const key = Symbol.for('bud.testing.collection');

/** What begins within one capture, found by the context: captures that run at the same time know nothing of each other. */
export class Collection {
  readonly #spans = new Map<string, ReadableSpan>();
  #open = 0;
  #onQuiet: (() => void) | undefined;
  #onEnd: ((span: ReadableSpan) => void) | undefined;

  /** In the order in which they began; what has ended is as it was recorded. */
  get spans(): readonly ReadableSpan[] {
    return [...this.#spans.values()];
  }

  /** Resolves when no span is open, or after a while. */
  async quiet(afterMs: number): Promise<void> {
    if (this.#open === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimer(resolve, afterMs);
      this.#onQuiet = () => {
        clearTimer(timer);
        resolve();
      };
    });
  }

  /** Tells of each span that ends from now on. */
  onEnd(listener: (span: ReadableSpan) => void): void {
    this.#onEnd = listener;
  }

  began(span: ReadableSpan): void {
    this.#spans.set(span.spanContext().spanId, span);
    this.#open += 1;
  }

  ended(span: ReadableSpan): void {
    this.#spans.set(span.spanContext().spanId, span);
    this.#open -= 1;
    this.#onEnd?.(span);
    if (this.#open === 0) this.#onQuiet?.();
  }
}

// Tests replace the timers of their process.
const { setTimeout: setTimer, clearTimeout: clearTimer } = globalThis;

export function within(context: Context, collection: Collection): Context {
  return context.setValue(key, collection);
}

const collections = new Map<string, Collection>();

/** Gives each span to the capture that it has begun in. */
export const sorter: SpanWatcher = {
  onStart(span, context) {
    // Proof of the cast: the key is known to this file alone.
    const collection = context.getValue(key) as Collection | undefined;
    if (collection === undefined) return;
    collections.set(span.spanContext().spanId, collection);
    collection.began(span);
  },
  onEnd(span) {
    const { spanId } = span.spanContext();
    collections.get(spanId)?.ended(span);
    collections.delete(spanId);
  },
};
