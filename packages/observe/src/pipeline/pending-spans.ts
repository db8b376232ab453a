import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan, Span } from '@opentelemetry/sdk-trace';
import { SPAN_TYPE } from '../attribute/names.ts';
import type { Clock } from '../export/queue.ts';

/** Writes spans that are open for long, once each, so that whoever looks sees what runs now. */
export class PendingSpans {
  readonly #open = new Map<Span, number>();
  readonly #afterMs: number;
  readonly #clock: Clock;
  readonly #write: (spans: readonly ReadableSpan[]) => void;
  #isScheduled = false;

  constructor(afterMs: number, clock: Clock, write: (spans: readonly ReadableSpan[]) => void) {
    this.#afterMs = afterMs;
    this.#clock = clock;
    this.#write = write;
  }

  opened(span: Span): void {
    this.#open.set(span, this.#clock.now());
    this.#schedule(this.#afterMs);
  }

  ended(span: ReadableSpan): void {
    // Proof of the cast: only what was opened here is in the map.
    this.#open.delete(span as Span);
  }

  #schedule(ms: number): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#clock.after(ms, () => {
      this.#isScheduled = false;
      this.#writeDue();
    });
  }

  #writeDue(): void {
    const now = this.#clock.now();
    const due = [...this.#open].filter(([, since]) => now - since >= this.#afterMs).map(([span]) => span);
    for (const span of due) this.#open.delete(span);
    if (due.length > 0) this.#write(due.map(asPending));
    const [oldest] = this.#open.values();
    if (oldest !== undefined) this.#schedule(Math.max(oldest + this.#afterMs - now, 1));
  }
}

/** The span as it is now: exporters get it again, with the same id, when it has ended. */
function asPending(span: Span): ReadableSpan {
  const attributes: Attributes = { ...span.attributes, [SPAN_TYPE]: 'pending' };
  // A live view of the span, in which only these are fixed.
  return Object.create(span, { attributes: { value: attributes, enumerable: true } }) as ReadableSpan;
}
