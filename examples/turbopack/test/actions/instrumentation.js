import { startTracking } from '@bud/runtime/otel';

/** Prints the name of each span when it ends. */
const startSpan = (name) => ({
  isRecording: () => true,
  spanContext: () => ({ traceId: '1'.repeat(32), spanId: '1'.repeat(16), traceFlags: 1 }),
  setAttributes() {},
  setStatus() {},
  recordException() {},
  end: () => console.log(`span ${name}`),
});

export function register() {
  if (process.env.RECORDS !== 'true') return;
  startTracking({ tracerProvider: { getTracer: () => ({ startSpan }) } });
}
