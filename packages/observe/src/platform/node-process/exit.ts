import type { ExitHooks } from '../platform.ts';

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** On our listeners: several instances, and copies of this package, recognize each other's. */
const ours = Symbol.for('bud.observe.exit.v1');

/**
 * Listens to every way in which a process ends, and changes none of them: the exit code, the printed error and what a
 * signal does stay what they are without us.
 */
export function onExit(hooks: ExitHooks): () => void {
  let isEnding = false;
  const onIdle = (): void => void hooks.onIdle();
  const onLast = (): void => hooks.onLast();
  const onCrash = (error: unknown): void => hooks.onCrash(error);
  const onSignal = Object.assign(
    (signal: NodeJS.Signals): void => {
      // A second one is from somebody who does not want to wait.
      if (isEnding) return raise(signal);
      // A program that handles the signal itself decides whether the process ends.
      const isLast = process.listeners(signal).every((listener) => ours in listener);
      isEnding = isLast;
      void hooks.onSignal(isLast).finally(() => {
        if (isLast) raise(signal);
      });
    },
    { [ours]: true },
  );
  /** Does what the signal does where nobody listens, unless somebody still does. */
  const raise = (signal: NodeJS.Signals): void => {
    process.off(signal, onSignal);
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  // Once: what the flush itself leaves behind would make the loop empty again, without end.
  process.once('beforeExit', onIdle);
  process.on('exit', onLast);
  process.on('uncaughtExceptionMonitor', onCrash);
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    process.off('beforeExit', onIdle);
    process.off('exit', onLast);
    process.off('uncaughtExceptionMonitor', onCrash);
    for (const signal of signals) process.off(signal, onSignal);
  };
}

/** A connection that sends keeps no process alive, so that a server which hangs does not either; whoever waits does. */
export async function keepAlive<Result>(work: Promise<Result>): Promise<Result> {
  const timer = setInterval(() => {}, longestTimerMs);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

const longestTimerMs = 2 ** 31 - 1;
