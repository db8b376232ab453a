import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  TracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
  type Sampler,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import { onTestFinished } from 'vitest';
import { startTracking, type Tracking, type TrackingOptions } from '@bud/runtime/otel';

/** A real SDK that keeps its spans in memory, with tracking on until the test is over. */
export interface Traced {
  readonly tracking: Tracking;
  readonly provider: TracerProvider;
  spans(): readonly ReadableSpan[];
  /** The single span of that name. */
  span(name: string): ReadableSpan;
  /** `child < parent` for every span, in the order in which they ended. */
  tree(): string[];
}

export interface TracedOptions extends TrackingOptions {
  readonly sampler?: Sampler;
  readonly processors?: readonly SpanProcessor[];
  readonly contextManager?: boolean;
}

export function traced({ sampler, processors = [], contextManager = true, ...options }: TracedOptions = {}): Traced {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    ...(sampler ? { sampler } : {}),
    spanProcessors: [...processors, new SimpleSpanProcessor({ exporter })],
  });
  if (contextManager) context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const tracking = startTracking({ tracerProvider: provider, ...options });
  onTestFinished(() => {
    tracking.stop();
    context.disable();
    trace.disable();
  });
  const spans = () => exporter.getFinishedSpans();
  return {
    tracking,
    provider,
    spans,
    span(name) {
      const found = spans().filter((span) => span.name === name);
      if (found.length !== 1) throw new Error(`${found.length} spans are named ${name}`);
      return found[0]!;
    },
    tree() {
      const names = new Map(spans().map((span) => [span.spanContext().spanId, span.name]));
      return spans().map((span) => `${span.name} < ${names.get(span.parentSpanContext?.spanId ?? '') ?? '-'}`);
    },
  };
}
