import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import { sorter } from './collection.ts';

/**
 * For a provider of the program's own, which then shows its spans to captures; `configure()` of `@bud/observe` needs none.
 *
 * @example
 * import { captureProcessor } from '@bud/testing';
 * import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
 *
 * new NodeTracerProvider({ spanProcessors: [captureProcessor()] }).register();
 */
export function captureProcessor(): SpanProcessor {
  isShown = true;
  return {
    onStart: (span, within) => sorter.onStart(span, within, () => span),
    onEnd: (span) => sorter.onEnd(span),
    forceFlush: async () => {},
    shutdown: async () => {},
  };
}

let isShown = false;

/** Whether a provider of the program's own shows its spans. */
export function hasProcessor(): boolean {
  return isShown;
}
