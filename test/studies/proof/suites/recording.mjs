// Runs inside a test process, before the tests: starts the recorder on an SDK without an exporter.
import { appendFileSync } from 'node:fs';
import { context, diag, DiagLogLevel } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { startTracking } from '@bud/runtime/otel';

const log = process.env.BUD_PROOF_LOG;
// Tests replace the global one.
const soon = setImmediate;
const pending = { spans: 0 };
const count = {
  onStart: () => {
    // Written in the same turn of the event loop: a worker may be ended at any moment.
    if (++pending.spans === 1) soon(flush).unref();
  },
  onEnd() {},
  forceFlush: async () => {},
  shutdown: async () => {},
};

function write(entry) {
  if ('spans' in entry) pending.spans = 0;
  appendFileSync(log, `${JSON.stringify(entry)}\n`);
}

const flush = () => write({ spans: pending.spans });
const complain = (...words) => write({ complaint: words.map(String).join(' ') });
const quiet = () => {};
diag.setLogger({ error: complain, warn: complain, info: quiet, debug: quiet, verbose: quiet }, DiagLogLevel.WARN);
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
startTracking({ tracerProvider: new TracerProvider({ spanProcessors: [count] }) });
globalThis[Symbol.for('bud.proof.flush')] = flush;
process.on('exit', flush);
