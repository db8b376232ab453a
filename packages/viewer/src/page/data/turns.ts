/** A frame has 16 ms; half of it is left for what else the page does. */
const turnMs = 8;

/** Long work in short turns, so that the page goes on drawing. */
export class Turns {
  #since = performance.now();

  isOver(): boolean {
    return performance.now() - this.#since > turnMs;
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
    this.#since = performance.now();
  }
}
