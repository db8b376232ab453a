import { observe } from '@langfuse/tracing';
import { readSpan, registerOpenTelemetry, spanCollector } from '../open-telemetry.mjs';
import { replaceMethod, wrappedProgram } from '../program.mjs';

/** `observe(fn, { name })` on the globally registered OpenTelemetry SDK. */
export function start() {
  const collector = spanCollector();
  registerOpenTelemetry(import.meta.url, collector);
  const track = (fn, { name }) => observe(fn, { name });
  const trackMethod = (Class, method, about) => replaceMethod(Class, method, track(Class.prototype[method], about));
  return {
    program: (parts) => wrappedProgram(parts, { track, trackMethod }),
    spans: () => collector.spans(readLangfuseSpan),
    clear: collector.clear,
  };
}

/** Errors are told by a level of its own, not by the status. */
function readLangfuseSpan(span) {
  const failed = span.attributes['langfuse.observation.level'] === 'ERROR';
  const message = span.attributes['langfuse.observation.status_message'];
  return { ...readSpan(span), ...(failed ? { error: String(message) } : {}) };
}
