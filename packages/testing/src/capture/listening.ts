import { configure, hasSpansToWatch, watchSpans } from '@bud/observe';
import { ProxyTracerProvider, trace } from '@opentelemetry/api';
import { sorter } from './collection.ts';
import { hasProcessor } from './processor.ts';

let isWatching = false;

/** Makes sure that spans are made, and seen: by what the program has set up or, when it has set up nothing, by us. */
export function listen(): void {
  if (!isWatching) watchSpans(sorter);
  isWatching = true;
  if (hasSpansToWatch()) return;
  if (!hasForeignProvider()) {
    // Nothing leaves the process, so content is safe in here.
    configure({ export: false, captureContent: true });
    return;
  }
  if (!hasProcessor())
    throw new Error(
      'capture() sees no spans: another OpenTelemetry SDK makes them. Add `captureProcessor()` of @bud/testing to the `spanProcessors` of its provider.',
    );
}

function hasForeignProvider(): boolean {
  const provider = trace.getTracerProvider();
  if (!(provider instanceof ProxyTracerProvider)) return true;
  return provider.getDelegate() !== new ProxyTracerProvider().getDelegate();
}
