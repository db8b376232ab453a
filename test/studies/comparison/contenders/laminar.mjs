import { Laminar, observe, observeDecorator } from '@lmnr-ai/lmnr';
import { readSpan, spanCollector } from '../open-telemetry.mjs';
import { applyDecorator, wrappedProgram } from '../program.mjs';

/** `observe({ name }, fn, ...args)` inside a function of one's own, and its decorator for methods. */
export function start() {
  const collector = spanCollector();
  Laminar.initialize({
    projectApiKey: 'none',
    baseUrl: 'http://127.0.0.1',
    instrumentModules: {},
    spanProcessor: collector,
  });
  const wrappers = {
    track:
      (fn, { name }) =>
      (...args) =>
        observe({ name }, fn, ...args),
    trackMethod: (Class, method, { name }) => applyDecorator(Class, method, observeDecorator({ name })),
  };
  return {
    program: (parts) => wrappedProgram(parts, wrappers),
    spans: () => collector.spans(readSpan),
    clear: collector.clear,
  };
}
