import * as traceloop from '@traceloop/node-server-sdk';
import { readSpan, spanCollector } from '../open-telemetry.mjs';
import { applyLegacyDecorator, wrappedProgram } from '../program.mjs';

/** `withTask({ name }, fn, ...args)` inside a function of one's own, and the decorator `task` for methods. */
export function start() {
  const collector = spanCollector();
  traceloop.initialize({
    appName: 'comparison',
    apiKey: 'none',
    processor: collector,
    instrumentModules: {},
    traceloopSyncEnabled: false,
    silenceInitializationMessage: true,
  });
  const wrappers = {
    track: (fn, about) => (about.runs === 'async-generator' ? asyncGenerator(fn, about) : plainCall(fn, about)),
    trackMethod: (Class, method, { name }) => applyLegacyDecorator(Class, method, traceloop.task({ name })),
  };
  return {
    program: (parts) => wrappedProgram(parts, wrappers),
    // It adds what a span is to what it is called.
    spans: () => collector.spans((span) => ({ ...readSpan(span), name: span.name.replace(/\.task$/, '') })),
    clear: collector.clear,
  };
}

function plainCall(fn, { name }) {
  return (...args) => traceloop.withTask({ name }, fn, ...args);
}

/** `withTask` always answers with a promise; this is as near to an async generator as its user gets. */
function asyncGenerator(fn, { name }) {
  return async function* (...args) {
    return yield* await traceloop.withTask({ name }, fn, ...args);
  };
}
