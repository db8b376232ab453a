/** A frame has 16 ms; half of it is left for what else the page does. */
const turnMs = 8;
/** To ask what time it is takes longer than to take one of many small things. */
const thingsAtOnce = 64;

/** Long work in short turns, so that the page goes on drawing. It ends with an error where its signal fires. */
export class Turns {
  readonly #signal: AbortSignal | undefined;
  #since = performance.now();

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  isOver(): boolean {
    return performance.now() - this.#since > turnMs;
  }

  /** Takes many small things one by one. */
  async each<Thing>(things: Iterable<Thing>, take: (thing: Thing) => void): Promise<void> {
    let count = 0;
    for (const thing of things) {
      take(thing);
      count += 1;
      if (count % thingsAtOnce === 0 && this.isOver()) await this.next();
    }
  }

  /** Lets others run. A message comes sooner than a timer, which browsers hold back. */
  async next(): Promise<void> {
    await new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => {
        port1.close();
        resolve();
      });
      port1.start();
      port2.postMessage(undefined);
    });
    this.#signal?.throwIfAborted();
    this.#since = performance.now();
  }
}
