/**
 * A recording of a process that runs:
 *
 *   processes   which there are
 *   wishes      flags ─▶ what is recorded, and for how long
 *   attaching   from the first span to Ctrl+C
 *     ├─ traces   spans, until their trace is complete
 *     └─ output   the terminal, a file, a receiver, a viewer
 *          └─ tree   a trace as lines, with durations
 *   counting    the same for `bud top`: a table, how often, how long, how it fails
 */
import { setTimeout } from 'node:timers/promises';
import type { Attachment, AttachListener, AttachOptions } from '@bud/attach';
import { BadInput } from '../arguments/bad-input.ts';
import type { Call } from '../arguments/command.ts';
import { exitCodes, type ExitCode } from '../terminal/exit-code.ts';
import { openOutput } from './output.ts';
import { createTraces, shownTraces } from './traces.ts';
import { attachOptions, durationMsOf } from './wishes.ts';

/** Records until it is told to stop, the time is over, or the process ends. */
export async function attachUntilStopped(call: Call, address: string): Promise<ExitCode> {
  const { err, errColors } = call.terminal;
  const options = attachOptions(call.flags);
  const traces = createTraces(shownTraces(call.flags));
  const forMs = durationMsOf(call.flags, 'for');
  const output = await openOutput(call);
  const asked = interrupted();
  let spanCount = 0;
  const say = (sentence: string): void => void err.write(`${errColors.yellow('bud')} ${sentence}\n`);
  const recording = await open(address, options, {
    spans(spans) {
      spanCount += spans.length;
      for (const trace of traces.add(spans)) output.write(trace);
    },
    said: say,
  });
  say(`recording ${recording.places.join(' and ')}; Ctrl+C ends it`);
  await untilStopped(recording, asked, forMs);
  for (const trace of traces.rest()) output.write(trace);
  await output.end();
  say(`${spanCount} spans; the program runs on as it was`);
  return exitCodes.fine;
}

/** What a user can do something about as bad input. */
export async function open(address: string, options: AttachOptions, listener: AttachListener): Promise<Attachment> {
  const { attach, AttachError } = await import('@bud/attach');
  return await attach(address, options, listener).catch((error: unknown) => {
    throw error instanceof AttachError ? new BadInput(error.message, error.remedy, error) : error;
  });
}

/** Ctrl+C, or whatever else asks for an end: asked for before anything is put into a process, so that it is taken out. */
export function interrupted(): Promise<void> {
  return new Promise((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop());
  });
}

/** Goes on until it is interrupted, the time is over, or nothing is recorded any more. */
export async function untilStopped(
  recording: Attachment,
  asked: Promise<void>,
  forMs: number = Infinity,
): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  const timeIsOver = forMs === Infinity ? asked : setTimeout(forMs, undefined, { signal }).catch(() => {});
  await Promise.race([asked, timeIsOver, recording.ended]);
  over.abort();
  await recording.detach();
}
