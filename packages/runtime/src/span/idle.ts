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
export class Idle {
  readonly clock: IdleClock;
  readonly #sweep: () => number | undefined;
  #isWaiting = false;

  /** `sweep` gives the time, in milliseconds, after which it wants to look again; undefined when nothing is left. */
  constructor(clock: IdleClock, sweep: () => number | undefined) {
    this.clock = clock;
    this.#sweep = sweep;
  }

  /** Something is there that may become idle after this time; 0 means never. */
  watch(delayMs: number): void {
    if (this.#isWaiting || delayMs === 0) return;
    this.#isWaiting = true;
    this.clock.after(delayMs, () => {
      this.#isWaiting = false;
      const next = this.#sweep();
      if (next !== undefined) this.watch(Math.max(next, 1));
    });
  }
}
