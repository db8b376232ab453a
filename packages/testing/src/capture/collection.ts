import type { Context } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { SpanWatcher } from '@bud/observe';

// What `createContextKey` of OpenTelemetry's API gives, without loading the API before something is captured.
const key = Symbol.for('bud.testing.collection');

/** What begins within one capture, found by the context: captures that run at the same time know nothing of each other. */
export class Collection {
  readonly #spans = new Map<string, ReadableSpan>();
  #open = 0;
  #isOver = false;
  #onQuiet: (() => void) | undefined;
  #onEnd: ((span: ReadableSpan) => void) | undefined;

  /** Whether what servers in this process do for its requests belongs to it. */
  readonly hasServers: boolean;

  constructor(hasServers: boolean) {
    this.hasServers = hasServers;
  }

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
    const { spanId } = span.spanContext();
    this.#spans.set(spanId, span);
    this.#open -= 1;
    this.#onEnd?.(span);
    if (this.#open === 0) this.#onQuiet?.();
    if (this.#isOver) members.delete(spanId);
  }

  /** What a server in this process does for one of its spans belongs to it until now. */
  over(): void {
    this.#isOver = true;
    for (const [spanId, { ended }] of this.#spans) if (ended) members.delete(spanId);
  }
}

/** Where a span belongs. */
interface Member {
  readonly collection: Collection;
  /** What its context says, which is another one where a server works for it. */
  readonly ofContext: Collection | undefined;
}

/** By the ids of spans. */
const members = new Map<string, Member>();

// Tests replace the timers of their process.
const { setTimeout: setTimer, clearTimeout: clearTimer } = globalThis;

export function within(context: Context, collection: Collection): Context {
  return context.setValue(key, collection);
}

/** Gives each span to the capture that it has begun in. */
export const sorter: SpanWatcher = {
  onStart(span, context) {
    // Proof of the cast: the key is known to this file alone.
    const ofContext = context.getValue(key) as Collection | undefined;
    const collection = collectionAbove(span, ofContext) ?? ofContext;
    if (collection === undefined) return;
    members.set(span.spanContext().spanId, { collection, ofContext });
    collection.began(span);
  },
  onEnd(span) {
    const { spanId } = span.spanContext();
    members.get(spanId)?.collection.ended(span);
  },
};

/** A server works in the context in which it was started; what it does belongs to whoever has asked. */
function collectionAbove(
  { parentSpanContext: parent }: ReadableSpan,
  ofContext: Collection | undefined,
): Collection | undefined {
  const above = parent && members.get(parent.spanId);
  const isServed = parent?.isRemote === true && above?.collection.hasServers === true;
  return isServed || above?.ofContext === ofContext ? above?.collection : undefined;
}
