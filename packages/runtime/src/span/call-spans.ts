/** Calls that run at the same time are rarely more; what was open before them is likely to be forgotten. */
const maxHeld = 1000;

/**
 * The spans that are open: the newest ones are held, older ones only as long as something else needs them, so that calls
 * that never settle do not fill the memory. One that is collected is told to `onCollected`, as a copy.
 */
export class CallSpans<Open extends { readonly span: object }> {
  // In the order of their starts, as sets are.
  readonly #held = new Set<Open>();
  readonly #loose = new Map<object, WeakRef<Open>>();
  readonly #collected: FinalizationRegistry<Open> | undefined;

  constructor(onCollected: (open: Open) => void) {
    // Absent in a few embedded engines: there all of them are held.
    if (typeof FinalizationRegistry === 'undefined' || typeof WeakRef === 'undefined') return;
    this.#collected = new FinalizationRegistry((copy) => {
      this.#loose.delete(copy.span);
      onCollected(copy);
    });
  }

  get size(): number {
    return this.#held.size + this.#loose.size;
  }

  add(open: Open): void {
    this.#held.add(open);
    if (this.#held.size > maxHeld && this.#collected !== undefined) this.#loosen(this.#collected);
  }

  delete(open: Open): void {
    if (this.#held.delete(open) || !this.#loose.delete(open.span)) return;
    this.#collected?.unregister(open);
  }

  /** All of them, oldest first; what ends in the meantime is left out. */
  all(): readonly Open[] {
    return [...this.#loose.values()].flatMap((open) => open.deref() ?? []).concat([...this.#held]);
  }

  #loosen(collected: FinalizationRegistry<Open>): void {
    for (const oldest of this.#held) {
      this.#held.delete(oldest);
      this.#loose.set(oldest.span, new WeakRef(oldest));
      collected.register(oldest, { ...oldest }, oldest);
      return;
    }
  }
}
