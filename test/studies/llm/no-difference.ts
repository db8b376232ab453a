import { expect, vi } from 'vitest';
import type { RecordedCalls } from '../../../packages/llm/test/recorded.ts';
import type { startModelServer } from './model-server.mjs';
import { comparable, seenBy } from './ways.mjs';

/** A way to call something, and what that is called with. */
interface Called {
  readonly form: Parameters<typeof seenBy>[0];
  readonly with: Parameters<typeof seenBy>[1];
  readonly server: Awaited<ReturnType<typeof startModelServer>>;
  /** `input + output`, of each answer that the server has. */
  readonly tokens: readonly string[];
}

/** Resolves when every span has ended; nothing has failed to be recorded. */
export async function through({ tracking }: RecordedCalls): Promise<void> {
  await vi.waitFor(() => expect(tracking.openCount).toBe(0), { timeout: 20_000 });
  expect(tracking.failureCount).toBe(0);
}

/** Calls plain, then recorded: the caller and the server see the same, and tokens are what the server has counted. */
export async function expectNoDifference(called: Called, record: () => RecordedCalls): Promise<void> {
  const { form, server, tokens } = called;
  const observe = async (): Promise<readonly string[]> => {
    server.bodies.length = 0;
    return [await seenBy(form, called.with), comparable(server.bodies)];
  };
  const plain = await observe();
  const recorded = record();
  expect(await observe()).toEqual(plain);
  await through(recorded);
  expect(recorded.spans).not.toEqual([]);
  for (const { attributes } of recorded.spans) {
    const { 'gen_ai.usage.input_tokens': input, 'gen_ai.usage.output_tokens': output } = attributes;
    if (input !== undefined) expect(tokens).toContain(`${String(input)} + ${String(output)}`);
  }
}
