import { diffTraces, type TraceDiff } from '@bud/trace';
import { captureWith, type CaptureOptions } from '../capture/capture.ts';
import type { CapturedTrace } from '../capture/captured-trace.ts';
import { withTape } from '../intercept/tape.ts';
import { readTrace } from '../wire/fixture.ts';
import { player } from './player.ts';
import { interceptRequests } from './recorder.ts';

/** What a run did that was played, and how it differs from the recorded one. */
export interface Replay<Result = unknown> extends CapturedTrace<Result> {
  readonly diff: TraceDiff;
  /** `POST https://api.openai.com/v1/chat/completions`: what was recorded and not asked this time. */
  readonly unasked: readonly string[];
}

/**
 * Runs a function, as `capture` does, and answers its requests from a fixture that `record` has written: nothing reaches the
 * network. Rejects with an `UnrecordedRequestError`, which shows the nearest recorded request, when it asked anything else,
 * even if the function went on.
 *
 * @example
 * import { record, replay } from '@bud/testing/replay';
 * import { span } from '@bud/observe';
 *
 * await record('fixtures/greet', () => span('greet', () => 'Hello'));
 * const { result, diff } = await replay('fixtures/greet', () => span('greet', () => 'Hello'));
 * [result, diff.isEqual]; // ['Hello', true]
 */
export async function replay<Result>(
  folder: string,
  fn: () => Result | Promise<Result>,
  options?: CaptureOptions,
): Promise<Replay<Result>> {
  interceptRequests();
  const tape = player(folder);
  const trace = await captureWith(() => withTape(tape, fn), options, false);
  const [failure] = tape.failures;
  if (failure !== undefined) throw failure;
  const diff = diffTraces(readTrace(folder), trace);
  return { ...trace, diff, unasked: tape.unasked.map(({ method, url }) => `${method} ${url}`) };
}
