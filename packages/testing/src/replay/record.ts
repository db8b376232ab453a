import { captureWith, type CaptureOptions } from '../capture/capture.ts';
import type { CapturedTrace } from '../capture/captured-trace.ts';
import { withTape } from '../intercept/tape.ts';
import { emptyFixture, writeSpans } from '../wire/fixture.ts';
import { interceptRequests, recorder } from './recorder.ts';

/**
 * Runs a function, as `capture` does, and writes a fixture: what it asked over HTTP and what came back, chunk by chunk
 * (`wire.jsonl`), beside its trace (`trace.jsonl`), both without secrets. What the folder held before of these is replaced.
 * Rejects where `capture` does, and with the error of the file system.
 *
 * @example
 * import { record } from '@bud/testing/replay';
 * import { span } from '@bud/observe';
 *
 * const trace = await record('fixtures/greet', () => span('greet', () => 'Hello'));
 * trace.result; // 'Hello'
 */
export async function record<Result>(
  folder: string,
  fn: () => Result | Promise<Result>,
  options?: CaptureOptions,
): Promise<CapturedTrace<Result>> {
  interceptRequests();
  emptyFixture(folder);
  const tape = recorder(folder);
  const trace = await captureWith(() => withTape(tape, fn), options, false);
  await tape.settled();
  writeSpans(folder, trace.spans);
  return trace;
}
