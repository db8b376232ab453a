import { createRequire } from 'node:module';

/** The OpenTelemetry packages as the module at `from` gets them: the root of the repository has its own copies. */
export function openTelemetry(from) {
  const require = createRequire(from);
  const api = require('@opentelemetry/api');
  const { BasicTracerProvider } = require('@opentelemetry/sdk-trace-base');
  const { AsyncLocalStorageContextManager } = require('@opentelemetry/context-async-hooks');
  return { api, BasicTracerProvider, AsyncLocalStorageContextManager };
}

/** Registers an SDK globally, as an application does, with one in-memory processor. */
export function registerOpenTelemetry(from, processor) {
  const { api, BasicTracerProvider, AsyncLocalStorageContextManager } = openTelemetry(from);
  const provider = new BasicTracerProvider({ spanProcessors: [processor] });
  api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  api.trace.setGlobalTracerProvider(provider);
  return provider;
}

/** Remembers spans from their start on, so that one which nobody ends is seen as well. */
export function spanCollector() {
  let started = [];
  return {
    onStart: (span) => void started.push(span),
    onEnd: () => {},
    forceFlush: async () => {},
    shutdown: async () => {},
    clear: () => void (started = []),
    spans: (read = readSpan) => started.map(read),
  };
}

/** An SDK's span as rows see it. */
export function readSpan(span) {
  const failure = span.status.code === 2 || span.events.some(({ name }) => name === 'exception');
  return {
    id: span.spanContext().spanId,
    // Version 1 of the SDK, which some libraries bring along, had it under another name.
    parentId: span.parentSpanContext?.spanId ?? span.parentSpanId,
    name: span.name,
    end: span.ended ? span.endTime[0] * 1e3 + span.endTime[1] / 1e6 : undefined,
    error: failure ? `${span.status.message ?? ''} ${JSON.stringify(span.events)}` : undefined,
    record: JSON.stringify(span.attributes),
  };
}
