/** The last so many items; what is too many falls out at the front. */
export class Ring<Item> {
  readonly #capacity: number;
  #items: (Item | undefined)[] = [];
  /** Where the oldest stands; those before it are gone. */
  #first = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#items.length - this.#first;
  }

  /** Adds an item, and gives the one that falls out. */
  push(item: Item): Item | undefined {
    this.#items.push(item);
    return this.size > this.#capacity ? this.shift() : undefined;
  }

  /** Takes the oldest. */
  shift(): Item | undefined {
    const oldest = this.#items[this.#first];
    this.#items[this.#first] = undefined;
    this.#first += 1;
    // Moved only now and then, so that one costs the same however many there are.
    if (this.#first > this.size + 16) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
    return oldest;
  }

  /** All of them, the oldest first. */
  values(): readonly Item[] {
    // Proof of the cast: from the first on, nothing is gone.
    return this.#items.slice(this.#first) as readonly Item[];
  }
}
