import type { Output } from './terminal.ts';

/** Tells how far a long task has come: one line that is rewritten on a terminal, a line now and then elsewhere. */
export interface Progress {
  step(done: number, total: number): void;
  /** Takes the line away. */
  end(): void;
}

const terminalPauseMs = 80;
const sparsePauseMs = 10_000;

/** Work that is over before the first pause prints nothing. */
export function createProgress(stream: Output, verb: string, now: () => number = Date.now): Progress {
  const isTerminal = stream.isTTY === true;
  const pauseMs = isTerminal ? terminalPauseMs : sparsePauseMs;
  let last = now();
  let isShown = false;
  return {
    step(done, total) {
      if (now() - last < pauseMs) return;
      last = now();
      isShown = true;
      const line = `${verb} ${done} of ${total} files`;
      stream.write(isTerminal ? `\r\u001B[2K${line}` : `${line}\n`);
    },
    end() {
      if (isShown && isTerminal) stream.write('\r\u001B[2K');
      isShown = false;
    },
  };
}
