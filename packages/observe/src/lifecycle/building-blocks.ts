/**
 * For an application whose spans another SDK makes: what `configure` has set up, as parts to give to that SDK. They may be
 * made before `configure` is called, and follow it when it is called again.
 */
import { emptyResource, type Resource } from '@opentelemetry/resources';
import { AlwaysOnSampler, type Sampler, type SpanProcessor } from '@opentelemetry/sdk-trace';
import { scrubInPlace } from '../pipeline/scrub.ts';
import { defaultState, type Parts } from './default-instance.ts';

/**
 * Scrubs the spans of another SDK, adds conventions and what the context says, and sends them to the exporters of
 * `configure`. Put it before the processors that export, so that these get to see no secrets either.
 *
 * @example
 * import { configure, spanProcessor } from '@bud/observe';
 * import { BatchSpanProcessor, ConsoleSpanExporter, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
 *
 * const exporting = new BatchSpanProcessor(new ConsoleSpanExporter());
 * new NodeTracerProvider({ spanProcessors: [spanProcessor(), exporting] }).register();
 * configure({ export: [{ console: true }] });
 */
export function spanProcessor(): SpanProcessor {
  defaultState().hasProcessor = true;
  return {
    onStart: (span, context) => currentParts()?.spans.onStart(span, context),
    onEnding(span) {
      currentParts()?.spans.onEnding?.(span);
      const scrubber = currentParts()?.scrubber;
      if (scrubber !== undefined) scrubInPlace(span, scrubber);
    },
    onEnd: (span) => currentParts()?.spans.onEnd(span),
    forceFlush: async () => currentParts()?.spans.forceFlush(),
    // Its exporters end with `shutdown()` of what `configure` gave.
    shutdown: async () => currentParts()?.spans.forceFlush(),
  };
}

/**
 * The sampler that `configure`'s `sampling` asks for; it keeps everything before.
 *
 * @example
 * import { sampler } from '@bud/observe';
 * import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
 *
 * new NodeTracerProvider({ sampler: sampler() }).register();
 */
export function sampler(): Sampler {
  const everything = new AlwaysOnSampler();
  const current = (): Sampler => defaultState().parts?.sampler ?? everything;
  return {
    shouldSample: (...asked) => current().shouldSample(...asked),
    toString: () => current().toString(),
  };
}

/**
 * Who sends, as `configure` has it; empty before.
 *
 * @example
 * import { resource } from '@bud/observe';
 * import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
 *
 * new NodeTracerProvider({ resource: resource() }).register();
 */
export function resource(): Resource {
  return defaultState().parts?.resource ?? emptyResource();
}

function currentParts(): Parts | undefined {
  return defaultState().parts;
}
