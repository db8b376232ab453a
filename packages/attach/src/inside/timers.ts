import { builtin } from './storage.ts';

interface Handle {
  unref?: () => void;
}

interface Platform {
  readonly setTimeout: (run: () => void, delayMs: number) => Handle;
  readonly clearTimeout: (handle: Handle) => void;
  readonly setInterval: (run: () => void, delayMs: number) => Handle;
  readonly clearInterval: (handle: Handle) => void;
  readonly setImmediate?: (run: () => void) => void;
  readonly performance: { now(): number; readonly timeOrigin: number };
}

/** Timers that keep no process alive, and are gone when the recorder is. */
export interface Timers {
  /** Milliseconds of the epoch, exact to a microsecond. */
  readonly now: () => number;
  readonly after: (delayMs: number, run: () => void) => void;
  readonly every: (delayMs: number, run: () => void) => void;
  /** Runs it when nothing of the program does: an inspector may come in between two lines of it. */
  readonly between: <Value>(run: () => Value) => Promise<Value>;
  readonly clear: () => void;
}

export function createTimers(): Timers {
  // Proof of the cast: what every platform with an inspector has. Node's own timers where the program has put others.
  const platform = (builtin('timers') ?? globalThis) as unknown as Platform;
  const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate = (run) => setTimeout(run, 0) } = platform;
  const { performance } = globalThis as unknown as Platform;
  const { timeOrigin } = performance;
  const clearings = new Set<() => void>();
  return {
    now: () => timeOrigin + performance.now(),
    after(delayMs, run) {
      const clear = (): void => clearTimeout(handle);
      const handle = setTimeout(() => {
        clearings.delete(clear);
        run();
      }, delayMs);
      handle.unref?.();
      clearings.add(clear);
    },
    every(delayMs, run) {
      const handle = setInterval(run, delayMs);
      handle.unref?.();
      clearings.add(() => clearInterval(handle));
    },
    between: (run) =>
      new Promise((resolve, reject) => {
        setImmediate(() => {
          try {
            resolve(run());
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        });
      }),
    clear() {
      clearings.forEach((clear) => clear());
      clearings.clear();
    },
  };
}
