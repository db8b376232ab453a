/** What time is measured with; a test brings its own. */
export interface Clock {
  readonly now: () => number;
  readonly after: (delayMs: number, run: () => void) => void;
}

interface Timer {
  unref?: () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    // Proof of the cast: every platform has it; Node, Bun and Deno give an object.
    const { setTimeout } = globalThis as unknown as { setTimeout: (run: () => void, delayMs: number) => Timer };
    // A timer of ours must not keep the program alive.
    setTimeout(run, delayMs).unref?.();
  },
};

/** Looks for what nobody has touched for long, as long as there is something to look for. */
export class Idle {
  readonly clock: Clock;
  readonly #sweep: () => number | undefined;
  #isWaiting = false;

  /** `sweep` gives the time, in milliseconds, after which it wants to look again; undefined when nothing is left. */
  constructor(clock: Clock, sweep: () => number | undefined) {
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
