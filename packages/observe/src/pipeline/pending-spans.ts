import type { Attributes } from '@opentelemetry/api';
import { RandomIdGenerator, type ReadableSpan, type Span } from '@opentelemetry/sdk-trace';
import { PENDING_PARENT_ID, SPAN_TYPE } from '../attribute/names.ts';
import type { Clock } from '../export/queue.ts';

/** Writes spans that are open for long, once each, so that whoever looks sees what runs now. */
export class PendingSpans {
  readonly #open = new Map<Span, number>();
  readonly #afterMs: number;
  readonly #clock: Clock;
  readonly #write: (spans: readonly ReadableSpan[]) => void;
  #cancelTimer: (() => void) | undefined;

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

  /** Writes nothing any more. */
  stop(): void {
    this.#open.clear();
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #schedule(ms: number): void {
    this.#cancelTimer ??= this.#clock.after(ms, () => {
      this.#cancelTimer = undefined;
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

const ids = new RandomIdGenerator();

/**
 * A pending span for receivers that take a span only once: a child of the open one, which begins and ends when that began.
 *
 *   parent ◀─ bud.pending_parent_id ─ ┐
 *     └─ open, not sent yet ◀─ parent ─ pending child
 */
export function pendingChild(open: ReadableSpan): ReadableSpan {
  const context = { ...open.spanContext(), spanId: ids.generateSpanId() };
  const above = open.parentSpanContext?.spanId;
  return {
    name: open.name,
    kind: open.kind,
    spanContext: () => context,
    parentSpanContext: open.spanContext(),
    startTime: open.startTime,
    endTime: open.startTime,
    duration: [0, 0],
    ended: true,
    status: open.status,
    attributes: { ...open.attributes, ...(above !== undefined && { [PENDING_PARENT_ID]: above }) },
    events: open.events,
    links: open.links,
    resource: open.resource,
    instrumentationScope: open.instrumentationScope,
    droppedAttributesCount: open.droppedAttributesCount,
    droppedEventsCount: open.droppedEventsCount,
    droppedLinksCount: open.droppedLinksCount,
  };
}
