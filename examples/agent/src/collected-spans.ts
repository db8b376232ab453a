import type { Exporter } from '@bud/observe';
import { spanTree, type SpanNode } from './span-tree.ts';

/** An exporter that keeps spans, and gives them as trees. */
export interface CollectedSpans extends Exporter {
  tree(): readonly SpanNode[];
}

/** Keeps spans in the order in which they start: their start times are whole milliseconds, too coarse to tell. */
export function collectSpans(): CollectedSpans {
  type Ended = Parameters<NonNullable<Exporter['exportSpans']>>[0][number];
  const spans = new Map<string, Ended | undefined>();
  return {
    name: 'collected spans',
    isLocal: true,
    isImmediate: true,
    onStart: (span) => void spans.set(span.spanContext().spanId, undefined),
    exportSpans(ended) {
      for (const span of ended) spans.set(span.spanContext().spanId, span);
    },
    tree: () => spanTree([...spans.values()].filter((span) => span !== undefined)),
  };
}
