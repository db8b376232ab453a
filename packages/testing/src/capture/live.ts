import { context } from '@opentelemetry/api';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Trace } from '@bud/trace';
import { traceOfSpans } from './captured-trace.ts';
import { listen } from './listening.ts';
import { Collection, within } from './collection.ts';

/** A capture around something that a test framework runs: its trace grows while that goes on. */
export interface LiveCapture {
  readonly trace: Trace;
  /** Runs a function within it, which is over when that has ended. */
  run<Result>(fn: () => Result | Promise<Result>): Promise<Result>;
  /** Hands on each span that ends from now on. */
  exportTo(exporter: Pick<SpanExporter, 'export'>): void;
}

export function liveCapture(): LiveCapture {
  listen();
  const collection = new Collection(true);
  const now = (): Trace => traceOfSpans(collection.spans);
  return {
    exportTo: (exporter) => collection.onEnd((span) => exporter.export([span], () => {})),
    async run(fn) {
      try {
        return await context.with(within(context.active(), collection), fn);
      } finally {
        collection.over();
      }
    },
    trace: {
      get spans() {
        return now().spans;
      },
      get roots() {
        return now().roots;
      },
      get usage() {
        return now().usage;
      },
      find: (path) => now().find(path),
      findAll: (path) => now().findAll(path),
      toString: () => now().toString(),
    },
  };
}
