import type { LogData } from '@bud/trace';
import type { Columns } from './pack.ts';
import { PackedSpan } from './packed-span.ts';

/** A trace as a page has it. */
export interface UnpackedTrace<About> {
  readonly traceId: string;
  readonly about: About;
  readonly spans: readonly PackedSpan[];
  readonly logs: readonly LogData[];
}

/** Reads what `packed` has written; gives a trace with its last line. */
export class Unpacking<About> {
  #columns: Columns<About> | undefined;
  #logged: ReadonlySet<number> = new Set();
  #spans: PackedSpan[] = [];

  /** Takes a line without its newline. */
  read(line: string): UnpackedTrace<About> | undefined {
    if (this.#columns === undefined) {
      // Proof of the cast: `packed` has written it.
      this.#columns = JSON.parse(line) as Columns<About>;
      this.#logged = new Set(this.#columns.logged);
      this.#spans = [];
    } else {
      const place = this.#spans.length;
      this.#spans.push(new PackedSpan(this.#columns, place, this.#logged.has(place), line));
    }
    const { traceId, about, logs, spanIds } = this.#columns;
    if (this.#spans.length < spanIds.length) return undefined;
    this.#columns = undefined;
    return { traceId, about, spans: this.#spans, logs };
  }
}
