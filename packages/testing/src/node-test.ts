/** A capture around a test of `node:test`. */
import type { Trace } from '@bud/trace';
import type { TestExporter } from './export/test-exporter.ts';

/** What a test gets. */
export interface TraceOfTest {
  /** What the test has done until now. */
  readonly trace: Trace;
  /** The spans of the test that have ended, as OpenTelemetry's SDK has them. */
  readonly exporter: TestExporter;
}

/**
 * A function of a test with everything that it does in a capture of its own: also of tests that run at the same time, and with
 * the hooks of `node:test` around it as they are. Throws an `Error` where another SDK makes the spans and nothing shows them here.
 *
 * @example
 * import { test } from 'node:test';
 * import { span } from '@bud/observe';
 * import { expectTrace } from '@bud/testing';
 * import { traceTest } from '@bud/testing/node-test';
 *
 * test('greets', traceTest(({ trace }) => {
 *   span('greet', () => 'Hello');
 *   expectTrace(trace).toHaveSpan('greet');
 * }));
 */
export function traceTest<Context>(
  fn: (traced: TraceOfTest, context: Context) => void | Promise<void>,
): (context: Context) => Promise<void> {
  return async (context) => {
    // Here, so that a file starts as fast as without it.
    const [{ liveCapture }, { TestExporter }] = await Promise.all([
      import('./capture/live.ts'),
      import('./export/test-exporter.ts'),
    ]);
    const capture = liveCapture();
    const exporter = new TestExporter();
    capture.exportTo(exporter);
    await capture.run(() => fn({ trace: capture.trace, exporter }, context));
  };
}
