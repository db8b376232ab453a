import { observe, withSpan } from '@arizeai/openinference-core';
import { registerOpenTelemetry, spanCollector } from '../open-telemetry.mjs';
import { applyDecorator, wrappedProgram } from '../program.mjs';

/** `withSpan(fn, { name })`, and the decorator `observe` for methods, on the globally registered OpenTelemetry SDK. */
export function start() {
  const collector = spanCollector();
  registerOpenTelemetry(import.meta.url, collector);
  const wrappers = {
    track: (fn, { name }) => withSpan(fn, { name }),
    trackMethod: (Class, method, { name }) => applyDecorator(Class, method, observe({ name })),
  };
  return {
    program: (parts) => wrappedProgram(parts, wrappers),
    spans: () => collector.spans(),
    clear: collector.clear,
  };
}
