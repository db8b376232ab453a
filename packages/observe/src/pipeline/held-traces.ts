import { SpanStatusCode } from '@opentelemetry/api';
import { SamplingDecision, type ReadableSpan, type Sampler } from '@opentelemetry/sdk-trace';
import { ROOT_CONTEXT, SpanKind } from '@opentelemetry/api';
import type { ResolvedSampling } from '../options/options.ts';
import type { Clock } from '../export/queue.ts';

/** Spans that are held at most, over all traces, and for how long. */
const mostSpans = 10_000;
const longestMs = 30_000;

interface HeldTrace {
  readonly spans: ReadableSpan[];
  readonly since: number;
  open: number;
  isKept: boolean;
}

/**
 * Holds the spans of a trace until the trace has ended, and then decides: kept when something in it failed, when it took
 * long, or when the ratio keeps it; else all of it is dropped. A trace that takes longer than 30 seconds, or that is the
 * oldest when too many spans are held, is decided on by what is known of it.
 */
export class HeldTraces {
  readonly #traces = new Map<string, HeldTrace>();
  /** What was decided on while spans of it were open. */
  readonly #decided = new Map<string, { readonly isKept: boolean; open: number }>();
  readonly #sampling: ResolvedSampling;
  readonly #ratio: Sampler;
  readonly #emit: (span: ReadableSpan) => void;
  readonly #clock: Pick<Clock, 'now'>;
  #spanCount = 0;

  constructor(
    sampling: ResolvedSampling,
    ratio: Sampler,
    emit: (span: ReadableSpan) => void,
    clock: Pick<Clock, 'now'>,
  ) {
    this.#sampling = sampling;
    this.#ratio = ratio;
    this.#emit = emit;
    this.#clock = clock;
  }

  started(traceId: string): void {
    const held = this.#decided.get(traceId) ?? this.#traces.get(traceId);
    if (held !== undefined) held.open += 1;
    else this.#traces.set(traceId, { spans: [], since: this.#clock.now(), open: 1, isKept: false });
  }

  ended(span: ReadableSpan): void {
    const { traceId } = span.spanContext();
    const held = this.#traces.get(traceId);
    if (held === undefined) return this.#late(traceId, span);
    held.open -= 1;
    held.isKept ||= this.#isWorthKeeping(span);
    held.spans.push(span);
    this.#spanCount += 1;
    if (held.open <= 0) this.#decide(traceId, held);
    this.#makeRoom();
  }

  /** A span of a trace that was decided on before: it goes where the rest went. */
  #late(traceId: string, span: ReadableSpan): void {
    const decided = this.#decided.get(traceId);
    if (decided !== undefined && (decided.open -= 1) <= 0) this.#decided.delete(traceId);
    if (decided?.isKept ?? this.#isKeptByRatio(traceId)) this.#emit(span);
  }

  /** Decides on everything that is held. */
  flush(): void {
    for (const [traceId, held] of this.#traces) this.#decide(traceId, held);
  }

  #makeRoom(): void {
    // In the order in which they began.
    for (const [traceId, held] of this.#traces) {
      if (this.#spanCount <= mostSpans && this.#clock.now() - held.since <= longestMs) return;
      this.#decide(traceId, held);
    }
  }

  #decide(traceId: string, held: HeldTrace): void {
    this.#traces.delete(traceId);
    this.#spanCount -= held.spans.length;
    const isKept = held.isKept || this.#isKeptByRatio(traceId);
    if (held.open > 0) this.#decided.set(traceId, { isKept, open: held.open });
    const [oldest] = this.#decided.keys();
    if (oldest !== undefined && this.#decided.size > mostSpans) this.#decided.delete(oldest);
    if (isKept) for (const span of held.spans) this.#emit(span);
  }

  #isWorthKeeping({ status, duration }: ReadableSpan): boolean {
    const { keepErrors, keepSlowerThanMs } = this.#sampling;
    if (keepErrors && status.code === SpanStatusCode.ERROR) return true;
    return keepSlowerThanMs !== undefined && duration[0] * 1000 + duration[1] / 1e6 > keepSlowerThanMs;
  }

  #isKeptByRatio(traceId: string): boolean {
    const { decision } = this.#ratio.shouldSample(ROOT_CONTEXT, traceId, '', SpanKind.INTERNAL, {}, []);
    return decision === SamplingDecision.RECORD_AND_SAMPLED;
  }
}
