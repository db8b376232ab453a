import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace';

/** Remembers in which order spans started: their start times are whole milliseconds, too coarse to tell. */
export class StartOrder implements SpanProcessor {
  readonly #started: string[] = [];

  onStart(span: Span): void {
    this.#started.push(span.spanContext().spanId);
  }

  onEnd(): void {}
  async forceFlush(): Promise<void> {}
  async shutdown(): Promise<void> {}

  arrange(spans: readonly ReadableSpan[]): ReadableSpan[] {
    const byId = new Map(spans.map((span) => [span.spanContext().spanId, span]));
    return this.#started.flatMap((id) => byId.get(id) ?? []);
  }
}
