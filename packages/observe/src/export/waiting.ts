/** Items that are sent together, as they are sent. */
export interface Parcel<Content> {
  readonly content: Content;
  /** How many items it holds. */
  readonly count: number;
  readonly bytes: number;
}

/** How items become parcels. */
export interface Packing<Item, Content> {
  /** Most items in one parcel. */
  readonly pieceSize: number;
  /** About how much memory an item takes, in bytes. */
  weigh(item: Item): number;
  /** `bytes`: what the items weigh. */
  pack(items: readonly Item[], bytes: number): Parcel<Content>;
}

/** Fresh items that wait at most, and what they weigh at most; and what one parcel weighs at most. */
const mostFresh = 4096;
const mostFreshBytes = 8_000_000;
const pieceBytes = 1_000_000;

/**
 * What waits for an exporter, the oldest first:
 *
 *   [ parcels … ] ◀─ pack ─ [ fresh items … ] ◀─ add
 *
 * A span takes kilobytes and some hundred bytes once it is encoded, so fresh items are packed early.
 */
export class Waiting<Item, Content> {
  readonly #packing: Packing<Item, Content>;
  #parcels: Parcel<Content>[] = [];
  #fresh: Item[] = [];
  #freshBytes = 0;
  #packedCount = 0;
  #packedBytes = 0;

  constructor(packing: Packing<Item, Content>) {
    this.#packing = packing;
  }

  get count(): number {
    return this.#packedCount + this.#fresh.length;
  }

  get packedCount(): number {
    return this.#packedCount;
  }

  get bytes(): number {
    return this.#packedBytes + this.#freshBytes;
  }

  /** Whether there are fresh items for a whole parcel. */
  get hasPiece(): boolean {
    return this.#fresh.length >= this.#packing.pieceSize || this.#freshBytes >= pieceBytes;
  }

  /** Whether more fresh items would take too much memory. */
  get isFull(): boolean {
    return this.#fresh.length >= mostFresh || this.#freshBytes >= mostFreshBytes;
  }

  add(item: Item): void {
    this.#fresh.push(item);
    this.#freshBytes += this.#packing.weigh(item);
  }

  /** Packs the oldest fresh items into one parcel. Throws what packing throws; the items are gone then. */
  pack(): void {
    const { items, bytes } = this.#takeFresh(this.#packing.pieceSize);
    if (items.length > 0) this.#push(this.#packing.pack(items, bytes));
  }

  /** The oldest parcels, of so many items and bytes at most, but always one. */
  take(mostItems: number, mostBytes: number): readonly Parcel<Content>[] {
    let [end, items, bytes] = [0, 0, 0];
    for (const parcel of this.#parcels) {
      if (end > 0 && (items + parcel.count > mostItems || bytes + parcel.bytes > mostBytes)) break;
      [end, items, bytes] = [end + 1, items + parcel.count, bytes + parcel.bytes];
    }
    this.#packedCount -= items;
    this.#packedBytes -= bytes;
    return this.#parcels.splice(0, end);
  }

  /** Takes back what was taken, in front of everything else. */
  putBack(parcels: readonly Parcel<Content>[]): void {
    const later = this.#parcels;
    this.#parcels = [];
    this.#packedCount = 0;
    this.#packedBytes = 0;
    for (const parcel of [...parcels, ...later]) this.#push(parcel);
  }

  /** Drops the oldest, but never the newest item. Gives how many items that were. */
  drop(): number {
    const [oldest] = this.take(0, 0);
    if (oldest !== undefined) return oldest.count;
    // Several at a time: taking one from the front of a long list at each call would cost more than the call.
    const several = Math.max(this.#packing.pieceSize >> 3, 1);
    return this.#takeFresh(Math.min(several, this.#fresh.length - 1)).items.length;
  }

  #push(parcel: Parcel<Content>): void {
    this.#parcels.push(parcel);
    this.#packedCount += parcel.count;
    this.#packedBytes += parcel.bytes;
  }

  #takeFresh(most: number): { readonly items: readonly Item[]; readonly bytes: number } {
    let [end, bytes] = [0, 0];
    for (const item of this.#fresh) {
      if (end >= most || bytes >= pieceBytes) break;
      bytes += this.#packing.weigh(item);
      end += 1;
    }
    this.#freshBytes -= bytes;
    return { items: this.#fresh.splice(0, end), bytes };
  }
}
