import { openLogFile, type LogFile } from '@bud/observe';
import type { FlowFileOptions } from '../options/options.ts';
import { later, onLast } from '../platform/host.ts';

/** Longest time that a line waits for company, and most that wait: a system call for each would be slow. */
const longestWaitMs = 50;
const mostWaiting = 1024;

/** Where flows are written to by default. */
const defaultFlowFile = '.bud/flow.jsonl';

/** Lines on their way to a file: what was added 100 ms ago survives the process, however it ends. */
export class LineFile {
  readonly path: string;
  readonly #file: LogFile | undefined;
  readonly #report: (error: unknown) => void;
  readonly #stopListening: () => void;
  #waiting: string[] = [];
  #flushedAt = 0;
  /** The process exits: no timer will ever fire again, and spans that are still open end now. */
  #isLast = false;
  #cancelTimer: (() => void) | undefined;

  /** `report` learns what the file system throws. */
  constructor({ path = defaultFlowFile, ...limits }: FlowFileOptions, report: (error: unknown) => void) {
    this.path = path;
    this.#report = report;
    this.#file = openLogFile(path, limits);
    this.#stopListening = onLast(() => {
      this.#isLast = true;
      this.flush();
    });
  }

  add(line: string): void {
    if (this.#file === undefined) {
      this.#report(new Error('there are no files in this runtime'));
      return;
    }
    this.#waiting.push(line);
    // After a pause at once, and not by a timer only: a loop that never awaits would keep it from firing.
    const isDue = this.#waiting.length >= mostWaiting || Date.now() - this.#flushedAt >= longestWaitMs;
    if (isDue || this.#isLast) this.flush();
    else this.#cancelTimer ??= later(longestWaitMs, () => this.flush());
  }

  flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#flushedAt = Date.now();
    if (this.#waiting.length === 0) return;
    const lines = this.#waiting;
    this.#waiting = [];
    try {
      this.#file?.append(`${lines.join('\n')}\n`);
    } catch (error) {
      this.#report(error);
    }
  }

  close(): void {
    this.flush();
    this.#stopListening();
    this.#file?.close();
  }
}
