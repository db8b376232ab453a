import type { SpanContext } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { StartedSpan } from '../exporter.ts';

/** A span that has begun and not ended. */
export interface OpenBranch {
  readonly span: StartedSpan;
  /** The innermost one around it that is open as well. */
  readonly parent: OpenBranch | undefined;
  /** Spans that have ended below it, and how many of them failed. */
  readonly spanCount: number;
  readonly failedCount: number;
}

type Changing = {
  -readonly [Key in keyof OpenBranch]: Key extends 'parent' ? Changing | undefined : OpenBranch[Key];
} & {
  readonly children: Set<Changing>;
};

/** A program that ends no span must not fill the memory: then the oldest are forgotten. */
const mostOpen = 10_000;

/** Which spans are open, and which of them are around another. */
export class OpenBranches {
  readonly #open = new Map<string, Changing>();

  started(span: StartedSpan): void {
    const parent = this.#open.get(span.parentSpanContext?.spanId ?? '');
    const opened: Changing = { span, parent, spanCount: 0, failedCount: 0, children: new Set() };
    parent?.children.add(opened);
    this.#open.set(span.spanContext().spanId, opened);
    const [oldest] = this.#open.values();
    if (this.#open.size > mostOpen && oldest !== undefined) this.#forget(oldest);
  }

  /**
   * The open span that has ended, unless it is forgotten, and those around it, the outermost first. A log that is written
   * as a span does not count.
   */
  ended(
    span: ReadableSpan,
    { isLog, hasFailed }: { readonly isLog: boolean; readonly hasFailed: boolean },
  ): { readonly ended?: OpenBranch; readonly above: readonly OpenBranch[] } {
    const ended = this.#open.get(span.spanContext().spanId);
    if (ended === undefined) return { above: this.around(span.parentSpanContext) };
    const { parent } = ended;
    const above = chainTo(parent);
    this.#forget(ended);
    if (parent !== undefined && !isLog) {
      parent.spanCount += ended.spanCount + 1;
      parent.failedCount += ended.failedCount + (hasFailed ? 1 : 0);
    }
    return { ended, above };
  }

  /** The open spans down to one, the outermost first. */
  around(context: SpanContext | undefined): readonly OpenBranch[] {
    return chainTo(this.#open.get(context?.spanId ?? ''));
  }

  /** What it has left open is below its parent from now on: an ended span may be the last of a chain without end. */
  #forget(span: Changing): void {
    this.#open.delete(span.span.spanContext().spanId);
    span.parent?.children.delete(span);
    for (const child of span.children) {
      child.parent = span.parent;
      span.parent?.children.add(child);
    }
  }
}

function chainTo(span: OpenBranch | undefined): readonly OpenBranch[] {
  const chain: OpenBranch[] = [];
  for (let each = span; each !== undefined; each = each.parent) chain.push(each);
  return chain.toReversed();
}
