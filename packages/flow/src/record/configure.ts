import { configure, hasSpansToWatch, watchSpans } from '@bud/observe';
import { extendConfigure } from '@bud/observe/extension';
import { ProxyTracerProvider, trace, type Context } from '@opentelemetry/api';
import type { FlowOptions } from '../options/options.ts';
import { flowMistakes, resolveFlowOptions } from '../options/resolve.ts';
import { isProduction, complain } from '../platform/host.ts';
import { FlowRecorder, recording } from './recorder.ts';
import { FlowSpans } from './watch.ts';

declare module '@bud/observe/extension' {
  interface ObserveExtensions {
    /** What `configureFlow` of `@bud/flow` takes. */
    readonly flow?: FlowOptions;
  }
}

// For `configure({ flow })`, wherever anything of this package is used.
extendConfigure('flow', {
  mistakes: (value) => flowMistakes(value, 'flow'),
  start(value) {
    // Proof of the cast: there are no mistakes in it.
    const started = configureFlow(value as FlowOptions);
    return () => started.stop();
  },
});

/** What `configureFlow` has set up. */
export interface FlowRecording {
  /** Writes what waits for its file. */
  flush(): void;
  /** Switches flows off, and forgets them. */
  stop(): void;
}

let spans: FlowSpans | undefined;
let unwatch: (() => void) | undefined;
let hasWarned = false;

/**
 * Switches the flow log on, or off. It is made of the spans of `configure()` of `@bud/observe`; where nothing has been
 * configured it does that, and nothing leaves the process. Calling it again replaces the first, whose flows are forgotten.
 * `configure({ flow })` does the same with what it configures, until its `shutdown()`. Throws a `TypeError` that lists every mistake.
 *
 * @example
 * import { configureFlow } from '@bud/flow';
 *
 * configureFlow({ enabled: true, level: 'info', handlers: ['file'], categories: { llm: 'debug' } }).stop();
 */
export function configureFlow(options: FlowOptions): FlowRecording {
  const resolved = resolveFlowOptions(options);
  stop();
  if (!resolved.enabled) return { flush() {}, stop() {} };
  const recorder = new FlowRecorder(resolved);
  recording.recorder = recorder;
  spans = new FlowSpans(recorder);
  unwatch = watchSpans(spans);
  watching();
  const flush = (): void => {
    if (recording.recorder === recorder) spans?.writeEntries();
    recorder.flush();
  };
  return {
    flush,
    stop() {
      if (recording.recorder === recorder) stop();
    },
  };
}

function stop(): void {
  spans?.writeEntries();
  unwatch?.();
  recording.recorder?.close();
  [spans, unwatch, recording.recorder] = [undefined, undefined, undefined];
}

/** Makes sure that spans are made, and seen: by what the program has set up or, when it has set up nothing, by us. */
export function watching(): FlowSpans | undefined {
  if (spans === undefined || hasSpansToWatch()) return spans;
  if (!hasForeignProvider()) {
    configure({ export: false, captureContent: !isProduction() });
  } else if (!hasWarned) {
    hasWarned = true;
    complain(
      'bud: flows see no spans, because another OpenTelemetry SDK makes them. Add `spanProcessor()` of @bud/observe to the `spanProcessors` of its provider.',
    );
  }
  return spans;
}

function hasForeignProvider(): boolean {
  const provider = trace.getTracerProvider();
  if (!(provider instanceof ProxyTracerProvider)) return true;
  return provider.getDelegate() !== new ProxyTracerProvider().getDelegate();
}

/** The span above the one of a context, as far as an SDK tells. */
export function parentIdIn(within: Context): string | null {
  // Proof of the cast: spans of an SDK say it; others say nothing.
  const own = trace.getSpan(within) as { readonly parentSpanContext?: { readonly spanId: string } } | undefined;
  return own?.parentSpanContext?.spanId ?? null;
}
