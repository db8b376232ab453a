/**
 * The matchers in Jest, and traces in its snapshots: named in `setupFilesAfterEnv`.
 */
import type { Expect } from 'expect';
import type { FrameworkMatchers } from './match/framework.ts';
import { serializer } from './match/framework.ts';
import { matchers } from './match/matchers.ts';
import type { Verdict } from './match/verdict.ts';

/** What Jest's has besides that of its package. */
interface JestExpect extends Expect {
  (actual: unknown): ReturnType<Expect> & { toMatchSnapshot(hint?: string): void };
  addSnapshotSerializer(serializer: object): void;
}

// Proof of the cast: Jest puts it there before setup files run.
const { expect } = globalThis as unknown as { readonly expect: JestExpect };

expect.extend({
  ...matchers,
  toMatchTrace(received: unknown, hint?: string): Verdict {
    try {
      if (hint === undefined) expect(received).toMatchSnapshot();
      else expect(received).toMatchSnapshot(hint);
      return { pass: true, message: () => 'Expected the trace not to be that of the snapshot.' };
    } catch (error) {
      return { pass: false, message: () => (error instanceof Error ? error.message : String(error)) };
    }
  },
});
expect.addSnapshotSerializer(serializer);

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends FrameworkMatchers<R> {}
}
