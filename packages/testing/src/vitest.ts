/**
 * The matchers in Vitest, traces in its snapshots, evaluations for its reporter, and a `test` with a capture around it. For the matchers alone it is enough
 * to import it in one of `setupFiles`.
 */
import { expect, Snapshots, test as plainTest, TestRunner, type TestAPI } from 'vitest';
import type { LiveCapture } from './capture/live.ts';
import { onEvaluation } from './evaluate/listeners.ts';
import type { TestExporter } from './export/test-exporter.ts';
import type { FrameworkMatchers } from './match/framework.ts';
import { serializer } from './match/framework.ts';
import { matchers } from './match/matchers.ts';
import type { Trace } from '@bud/trace';
import type { ShownEvaluation } from './reporter.ts';

expect.extend({
  ...matchers,
  toMatchTrace(received: unknown, hint?: string) {
    return Snapshots.toMatchSnapshot.call(this, received, hint);
  },
});
expect.addSnapshotSerializer(serializer);

// What a reporter gets stands in another process: only strings travel.
onEvaluation(() => {
  const meta = TestRunner.getCurrentTest()?.meta;
  if (meta === undefined) return undefined;
  return (evaluation) => {
    const rows: ShownEvaluation['rows'] = evaluation.rows.map(({ name, scores, trace }) => ({
      name,
      isRight: Object.values(scores).every((score) => score === 1),
      tree: trace.toString(),
    }));
    meta.budEvaluations = [...(meta.budEvaluations ?? []), { table: String(evaluation), rows }];
  };
});

declare module 'vitest' {
  // Vitest's own declaration, which this one is merged with, has the same parameter.
  // oxlint-disable-next-line typescript/no-explicit-any
  interface Matchers<T = any> extends FrameworkMatchers<void> {}
}

/** What a test gets. */
export interface TraceFixtures {
  /** What the test has done until now. */
  readonly trace: Trace;
  /** The spans of the test that have ended, as OpenTelemetry's SDK has them. */
  readonly exporter: TestExporter;
}

const captures = new WeakMap<Trace, LiveCapture>();

/**
 * Vitest's `test`, with everything that a test does in a capture of its own: also of tests that run at the same time.
 *
 * @example
 * import { expect } from 'vitest';
 * import { test } from '@bud/testing/vitest';
 * import { span } from '@bud/observe';
 *
 * test('greets', ({ trace }) => {
 *   span('greet', () => 'Hello');
 *   expect(trace).toHaveSpan('greet');
 * });
 */
export const test: TestAPI<TraceFixtures> = plainTest.extend<TraceFixtures>({
  // Vitest reads the names of the fixtures that one needs from its parameter.
  // oxlint-disable-next-line no-empty-pattern
  trace: async ({}, use) => {
    // Here, so that a file which only uses the matchers starts as fast as without them.
    const { liveCapture } = await import('./capture/live.ts');
    const capture = liveCapture();
    captures.set(capture.trace, capture);
    await use(capture.trace);
  },
  exporter: async ({ trace }, use) => {
    const { TestExporter } = await import('./export/test-exporter.ts');
    const exporter = new TestExporter();
    captures.get(trace)?.exportTo(exporter);
    await use(exporter);
  },
});

test.aroundEach(async (runTest, { trace }) => {
  await (captures.get(trace)?.run(runTest) ?? runTest());
});
