/**
 * Traces from files, and into one:
 *
 *   .bud/trace.jsonl, and what was put aside from it ─▶ trace-files ─▶ store, and what comes later
 *   spans that a server received ─▶ kept-lines ─▶ .bud/trace.jsonl
 */
import { setImmediate } from 'node:timers/promises';
import { rotatedFiles } from '@bud/trace/file';
import { FollowedFile } from '../disk/followed-file.ts';
import { readLines } from '../store/read-lines.ts';
import type { TraceStore } from '../store/trace-store.ts';

/** How often files are looked at. Watching would be sooner, and misses changes on file systems of networks and containers. */
const pollMs = 250;
/** After so many lines others get their turn. */
const linesAtOnce = 500;

/** Reads trace files into a store. */
export class TraceFiles {
  readonly #store: TraceStore;
  readonly #files: readonly FollowedFile[];
  #timer: NodeJS.Timeout | undefined;
  #unreadable = 0;

  constructor(store: TraceStore, paths: readonly string[]) {
    this.#store = store;
    this.#files = paths.map((path) => new FollowedFile(path));
  }

  /** How many lines could not be read so far. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** Reads what is there. Rejects when a file cannot be read. */
  async read(): Promise<void> {
    for (const file of this.#files) await file.read((lines) => this.#add(lines));
  }

  /** The same, with a last line that has no end. */
  async readAll(): Promise<void> {
    await this.read();
    for (const file of this.#files) await this.#add(file.rest());
  }

  /** Goes on reading, until it is stopped. A file that cannot be read now may be readable later. */
  follow(): void {
    this.#timer = setTimeout(() => void this.#readAgain(), pollMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #readAgain(): Promise<void> {
    await this.read().catch(() => {});
    // It may have been stopped meanwhile.
    if (this.#timer !== undefined) this.follow();
  }

  async #add(lines: readonly string[]): Promise<void> {
    for (let from = 0; from < lines.length; from += linesAtOnce) {
      const { spans, logs, flow, unreadable } = readLines(lines.slice(from, from + linesAtOnce));
      this.#unreadable += unreadable;
      this.#store.add(spans, logs, flow);
      await setImmediate();
    }
  }
}

/** A trace file with those that were put aside from it, the oldest first. */
export async function withRotated(path: string): Promise<readonly string[]> {
  return [...(await rotatedFiles(path)), path];
}
