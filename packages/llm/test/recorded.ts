import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace';
import OpenAI from 'openai';
import { onTestFinished } from 'vitest';
import { autoInstrument, readMarks, type LlmOptions } from '@bud/llm';
import { startTracking, type Tracking } from '@bud/runtime/otel';

/**
 * A real SDK that keeps its spans in memory, with clients of a class instrumented until the test is over. What nobody reads
 * is abandoned soon.
 */
export interface RecordedCalls {
  readonly spans: readonly ReadableSpan[];
  readonly tracking: Tracking;
  readonly tracerProvider: TracerProvider;
}

export function recordCalls(options: LlmOptions = {}, Client: unknown = OpenAI): RecordedCalls {
  return record(() => autoInstrument(Client, options));
}

/** The same with functions of the program alone: their clients are as they were. */
export function recordMarks(options: LlmOptions = {}): RecordedCalls {
  return record(() => readMarks(options));
}

function record(start: () => () => void): RecordedCalls {
  const exporter = new InMemorySpanExporter();
  const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const tracking = startTracking({ tracerProvider, idleMs: 300 });
  const stop = start();
  onTestFinished(() => {
    stop();
    tracking.stop();
    context.disable();
  });
  return {
    tracking,
    tracerProvider,
    get spans() {
      return exporter.getFinishedSpans();
    },
  };
}
