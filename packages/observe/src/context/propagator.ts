import type { TextMapPropagator } from '@opentelemetry/api';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import type { ResolvedOptions } from '../options/options.ts';

/** What carries a trace from process to process. */
export function propagatorOf(options: ResolvedOptions): TextMapPropagator {
  void options;
  return new CompositePropagator({ propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()] });
}
