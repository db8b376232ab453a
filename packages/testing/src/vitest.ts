/**
 * The matchers in Vitest, traces in its snapshots, and a `test` with a capture around it. For the matchers alone it is enough
 * to import it in one of `setupFiles`.
 */
import { expect, Snapshots, test as plainTest, type TestAPI } from 'vitest';
import type { LiveCapture } from './capture/live.ts';
import type { FrameworkMatchers } from './match/framework.ts';
import { serializer } from './match/framework.ts';
import { matchers } from './match/matchers.ts';
import type { Trace } from '@bud/trace';

expect.extend({
  ...matchers,
  toMatchTrace(received: unknown, hint?: string) {
    return Snapshots.toMatchSnapshot.call(this, received, hint);
  },
});
expect.addSnapshotSerializer(serializer);

declare module 'vitest' {
  // Vitest's own declaration, which this one is merged with, has the same parameter.
  // oxlint-disable-next-line typescript/no-explicit-any
  interface Matchers<T = any> extends FrameworkMatchers<void> {}
}

/** What a test gets. */
export interface TraceFixtures {
  /** What the test has done until now. */
  readonly trace: Trace;
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
});

test.aroundEach(async (runTest, { trace }) => {
  await (captures.get(trace)?.run(runTest) ?? runTest());
});
