// @track-file off
// Preloaded into the programs of these tests: every span that ends is a line of output.
import { startTracking } from '@bud/runtime/otel';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';

const printer = {
  onStart() {},
  onEnd({ name, attributes }) {
    const inputs = Object.entries(attributes).filter(([key]) => key.startsWith('bud.track.input.'));
    const place = `${attributes['code.file.path']}:${attributes['code.line.number']}`;
    const text = inputs.map(([key, value]) => `${key.slice('bud.track.input.'.length)}=${value}`).join(' ');
    process.stdout.write(`span ${name} ${place} ${text}`.trimEnd() + '\n');
  },
  forceFlush: async () => {},
  shutdown: async () => {},
};
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
startTracking({ tracerProvider: new BasicTracerProvider({ spanProcessors: [printer] }) });
