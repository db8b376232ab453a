import type { ExitHooks } from '../platform.ts';

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * Listens to every way in which a process ends, and changes none of them: the exit code, the printed error and what a
 * signal does stay what they are without us.
 */
export function onExit(hooks: ExitHooks): () => void {
  const onIdle = (): void => hooks.onIdle();
  const onLast = (): void => hooks.onLast();
  const onCrash = (error: unknown): void => hooks.onCrash(error);
  const onSignal = (signal: NodeJS.Signals): void => {
    // The program handles the signal itself: then it decides whether the process ends.
    const isOurs = process.listenerCount(signal) === 1;
    void hooks.onSignal().finally(() => {
      if (!isOurs) return;
      process.off(signal, onSignal);
      process.kill(process.pid, signal);
    });
  };
  process.on('beforeExit', onIdle);
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
