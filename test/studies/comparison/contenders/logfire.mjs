import { configureLogfireApi, instrument } from 'logfire';
import { registerOpenTelemetry, spanCollector } from '../open-telemetry.mjs';
import { replaceMethod, wrappedProgram } from '../program.mjs';

/**
 * `instrument(fn, { extractArgs, recordReturn })` on the globally registered OpenTelemetry SDK. Both options are off by
 * default. Without `recordReturn` it leaves results alone: then it keeps promises and lazy queries as they are, and records
 * nothing of them.
 */
export function start() {
  const collector = spanCollector();
  registerOpenTelemetry(import.meta.url, collector);
  configureLogfireApi({});
  const track = (fn, { name, parameters }) =>
    instrument(fn, { message: name, spanName: name, extractArgs: parameters, recordReturn: true });
  const trackMethod = (Class, method, about) => replaceMethod(Class, method, track(Class.prototype[method], about));
  return {
    program: (parts) => wrappedProgram(parts, { track, trackMethod }),
    spans: () => collector.spans(),
    clear: collector.clear,
  };
}
