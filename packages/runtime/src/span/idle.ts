/** What time is measured with; a test brings its own. */
export interface IdleClock {
  readonly now: () => number;
  readonly after: (delayMs: number, run: () => void) => void;
}

interface Timer {
  unref?: () => void;
}

// As they were when the recorder was loaded: a program that puts timers of its own in their place must not find ours
// among them. Bare realms have none; there nothing is ever idle. Proof of the cast: Node, Bun and Deno give an object.
const { setTimeout: startTimer } = globalThis as unknown as {
  setTimeout?: (run: () => void, delayMs: number) => Timer;
};

export const idleClock: IdleClock = {
  now: () => Date.now(),
  after(delayMs, run) {
    // A timer of ours must not keep the program alive.
    startTimer?.(run, delayMs).unref?.();
  },
};

/** Looks for what nobody has touched for long, as long as there is something to look for. */
export interface Idle {
  readonly clock: IdleClock;
  /** Something is there that may become idle after this time; 0 means never. */
  watch(delayMs: number): void;
}

/** `sweep` gives the time, in milliseconds, after which it wants to look again; undefined when nothing is left. */
export function createIdle(clock: IdleClock, sweep: () => number | undefined): Idle {
  let isWaiting = false;
  const watch = (delayMs: number): void => {
    if (isWaiting || delayMs === 0) return;
    isWaiting = true;
    clock.after(delayMs, () => {
      isWaiting = false;
      const next = sweep();
      if (next !== undefined) watch(Math.max(next, 1));
    });
  };
  return { clock, watch };
}
