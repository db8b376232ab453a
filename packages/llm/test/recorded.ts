import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace';
import OpenAI from 'openai';
import { onTestFinished } from 'vitest';
import { autoInstrument, type LlmOptions } from '@bud/llm';
import { startTracking, type Tracking } from '@bud/runtime/otel';

/** A real SDK that keeps its spans in memory, with clients of OpenAI instrumented until the test is over. */
export interface RecordedCalls {
  readonly spans: readonly ReadableSpan[];
  readonly tracking: Tracking;
}

export function recordCalls(options: LlmOptions = {}): RecordedCalls {
  const exporter = new InMemorySpanExporter();
  const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const tracking = startTracking({ tracerProvider });
  const uninstrument = autoInstrument(OpenAI, options);
  onTestFinished(() => {
    uninstrument();
    tracking.stop();
    context.disable();
  });
  return {
    tracking,
    get spans() {
      return exporter.getFinishedSpans();
    },
  };
}
