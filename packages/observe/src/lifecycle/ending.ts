import { callWithTimeout } from '@opentelemetry/core';
import type { ExitHooks, Platform } from '../platform/platform.ts';
import type { Reporter } from './reporter.ts';
import type { Running } from './running.ts';

/** How an instance ends: by `shutdown`, or with its process. */
export interface Ending {
  flush(): Promise<void>;
  shutdown(): Promise<void>;
}

/** What an instance does besides at its end. */
export interface EndingParts {
  readonly running: Running;
  readonly platform: Platform;
  readonly reporter: Reporter;
  /** Most time that all of it takes when the process ends. */
  readonly exitTimeoutMs: number;
  beforeFlush(): void;
  /** Records no new span from now on. */
  stop(): void;
  /** Takes back what was registered. */
  release(): void;
  onCrash(error: unknown): void;
}

/**
 * Ends an instance once, whoever asks first:
 *
 *   shutdown(), SIGTERM     open spans end, everything is sent, nothing is recorded any more
 *   the event loop is empty everything is sent; what is open ends with the process
 *   the process exits       open spans end; another thread sends what is left, also what a shutdown was about to send
 */
export function createEnding(parts: EndingParts): Ending {
  const { running, platform, exitTimeoutMs } = parts;
  const left = { ms: exitTimeoutMs };
  let ending: Promise<void> | undefined;
  let hasEnded = false;
  const flush = async (): Promise<void> => {
    parts.beforeFlush();
    await platform.keepAlive(running.flush());
  };
  const end = async (): Promise<void> => {
    parts.stop();
    await running.shutdown(exitTimeoutMs);
    hasEnded = true;
    stopListening();
    parts.release();
  };
  const shutdown = (): Promise<void> => (ending ??= platform.keepAlive(end()));
  const stopListening = platform.onExit(
    exitHooks(parts, { flush, shutdown }, left, () => {
      if (hasEnded) return;
      parts.stop();
      running.endNow(Math.max(left.ms, leastMs));
    }),
  );
  return { flush, shutdown };
}

/** `left` is what remains of the time for the end. */
function exitHooks(
  { running, reporter, exitTimeoutMs, ...parts }: EndingParts,
  ending: Ending,
  left: { ms: number },
  endNow: () => void,
): ExitHooks {
  const guarded = (run: () => void): void => {
    try {
      run();
    } catch (error) {
      reporter.failure(error);
    }
  };
  return {
    async onIdle() {
      const begun = Date.now();
      // Too late, or failed: the same spans are tried again, and told of, when the process exits.
      parts.beforeFlush();
      await callWithTimeout(running.flush(), exitTimeoutMs).catch(() => {});
      left.ms -= Date.now() - begun;
    },
    onSignal: async (isLast) => {
      await (isLast ? ending.shutdown() : ending.flush()).catch((error: unknown) => reporter.failure(error));
    },
    onCrash: (error) => guarded(() => parts.onCrash(error)),
    onLast: () => guarded(endNow),
  };
}

/** Another thread needs this much to say anything at all. */
const leastMs = 200;
