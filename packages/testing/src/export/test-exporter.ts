import type { ExportResultCode } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { expectTrace } from '../match/expectation.ts';
import { traceOfSpans } from '../capture/captured-trace.ts';

type Attributes = Readonly<Record<string, unknown>>;

// The package that has this constant would take longer to load than all of this one.
// oxlint-disable-next-line typescript/no-unsafe-enum-assignment
const SUCCESS: ExportResultCode.SUCCESS = 0;

// Tests replace the timers of their process.
const { setTimeout: setTimer, clearTimeout: clearTimer } = globalThis;

/**
 * Keeps spans for tests that bring a provider of their own. Put it into a `SimpleSpanProcessor`; with `configure()`, or
 * without any provider, `capture` needs nothing.
 *
 * @example
 * import { TestExporter } from '@bud/testing';
 * import { NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
 *
 * const exporter = new TestExporter();
 * new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
 * exporter.getFinishedSpans(); // []
 */
export class TestExporter implements SpanExporter {
  readonly #spans: ReadableSpan[] = [];
  readonly #waiting = new Set<() => void>();

  /** In the order in which they ended. */
  getFinishedSpans(): readonly ReadableSpan[] {
    return [...this.#spans];
  }

  /** The first one of that name that ended. */
  getSpanByName(name: string): ReadableSpan | undefined {
    return this.#spans.find((span) => span.name === name);
  }

  /** Throws an `AssertionError`, with the tree of all spans, unless one has that name and at least those attributes. */
  assertHasSpan(name: string, attributes?: Attributes): void {
    expectTrace(traceOfSpans(this.#inOrder())).toHaveSpan(name, attributes);
  }

  /** Resolves with the first span of that name, as soon as it has ended; rejects after `waitMs`, 1000 when absent. */
  async waitFor(name: string, { waitMs = 1000 }: { readonly waitMs?: number } = {}): Promise<ReadableSpan> {
    const ready = this.getSpanByName(name);
    if (ready !== undefined) return ready;
    return await new Promise((resolve, reject) => {
      const look = (): void => {
        const found = this.getSpanByName(name);
        if (found === undefined) return;
        clearTimer(timer);
        this.#waiting.delete(look);
        resolve(found);
      };
      const timer = setTimer(() => {
        this.#waiting.delete(look);
        const tree = String(traceOfSpans(this.#inOrder()));
        reject(
          new Error(
            `No span \`${name}\` ended within ${waitMs} ms. What has ended:\n\n${tree === '' ? 'nothing' : tree}`,
          ),
        );
      }, waitMs);
      this.#waiting.add(look);
    });
  }

  clear(): void {
    this.#spans.length = 0;
  }

  export(spans: readonly ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    this.#spans.push(...spans);
    for (const look of this.#waiting) look();
    done({ code: SUCCESS });
  }

  async shutdown(): Promise<void> {}

  async forceFlush(): Promise<void> {}

  /** As they began: those around come before those in them. */
  #inOrder(): readonly ReadableSpan[] {
    return this.#spans.toSorted(
      ({ startTime: [a, nanosOfA] }, { startTime: [b, nanosOfB] }) => a - b || nanosOfA - nanosOfB,
    );
  }
}
