import type { ExitHooks } from '../platform.ts';

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** On our listeners: copies of this package recognize each other's. */
const ours = Symbol.for('bud.observe.exit.v1');

/** Whoever waits for the end of the process; all share the same listeners. */
const waiting = new Set<ExitHooks>();
/** Once for each: what a flush itself leaves behind would make the event loop empty again, without end. */
const toldOfIdle = new WeakSet<ExitHooks>();
let isEnding = false;

/**
 * Listens to every way in which a process ends, and changes none of them: the exit code, the printed error and what a
 * signal does stay what they are without us.
 */
export function onExit(hooks: ExitHooks): () => void {
  if (waiting.size === 0) listen();
  waiting.add(hooks);
  return () => {
    waiting.delete(hooks);
    if (waiting.size === 0) stopListening();
  };
}

function onIdle(): void {
  for (const hooks of waiting) {
    if (toldOfIdle.has(hooks)) continue;
    toldOfIdle.add(hooks);
    void hooks.onIdle();
  }
}

const onSignal = Object.assign(
  (signal: NodeJS.Signals): void => {
    // A second one is from somebody who does not want to wait.
    if (isEnding) return raise(signal);
    // A program that handles the signal itself decides whether the process ends.
    const isLast = process.listeners(signal).every((listener) => ours in listener);
    isEnding = isLast;
    void Promise.allSettled([...waiting].map((hooks) => hooks.onSignal(isLast))).finally(() => {
      if (isLast) raise(signal);
    });
  },
  { [ours]: true },
);

/** Does what the signal does where nobody listens, unless somebody still does. */
function raise(signal: NodeJS.Signals): void {
  process.off(signal, onSignal);
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}

function onLast(): void {
  for (const hooks of waiting) hooks.onLast();
}

function onCrash(error: unknown): void {
  for (const hooks of waiting) hooks.onCrash(error);
}

function listen(): void {
  process.on('beforeExit', onIdle);
  process.on('exit', onLast);
  process.on('uncaughtExceptionMonitor', onCrash);
  for (const signal of signals) process.on(signal, onSignal);
}

function stopListening(): void {
  process.off('beforeExit', onIdle);
  process.off('exit', onLast);
  process.off('uncaughtExceptionMonitor', onCrash);
  for (const signal of signals) process.off(signal, onSignal);
  isEnding = false;
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
