import { later } from '../platform/host.ts';
import { unlessAborted } from './abort.ts';

/** Time, for waits and for when they end. */
export interface WorkflowClock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Calls back later, unless that is taken back. */
  after(ms: number, run: () => void): () => void;
  /** From 0 up to 1: how much of a delay is left to chance. */
  random(): number;
}

/** Timers of runtimes that are told to take longer fire at once; these are 24 days. */
const longestMs = 2 ** 31 - 1;

/** The clock of the machine. */
export const systemTime: WorkflowClock = {
  now: () => Date.now(),
  after: (ms, run) => later(Math.min(ms, longestMs), run, { keepsAlive: true }),
  random: () => Math.random(),
};

/** Waits; rejects with the reason of the signal when it is aborted before. */
export async function wait(ms: number, clock: WorkflowClock, signal: AbortSignal): Promise<void> {
  const cancel: (() => void)[] = [];
  const passed = new Promise<void>((resolve) => void cancel.push(clock.after(ms, resolve)));
  try {
    await unlessAborted(passed, signal);
  } finally {
    cancel.forEach((each) => each());
  }
}
