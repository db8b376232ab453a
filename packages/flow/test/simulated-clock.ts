import type { WorkflowClock } from '@bud/flow';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Time that passes only when everything waits for it. */
export class SimulatedClock implements WorkflowClock {
  #now = 0;
  #timers: Timer[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => void (this.#timers = this.#timers.filter((each) => each !== timer));
  }

  random(): number {
    return 0.5;
  }

  /** Lets time pass until the work has settled. */
  async drive<Result>(work: Promise<Result>): Promise<PromiseSettledResult<Result>> {
    let outcome: PromiseSettledResult<Result> | undefined;
    void Promise.allSettled([work]).then(([settled]) => (outcome = settled));
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (outcome !== undefined) return outcome;
      // Of two at the same time, the one that was set first.
      const [next] = this.#timers.toSorted((a, b) => a.at - b.at);
      if (next === undefined) throw new Error('nothing waits for time, and nothing has settled');
      this.#timers = this.#timers.filter((each) => each !== next);
      this.#now = next.at;
      next.run();
    }
  }
}
