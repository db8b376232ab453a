/**
 * Runs that are recorded, and played again:
 *
 *   record   a function ─▶ recorder: what it asked and got, and its trace, in a folder
 *   replay   the same from that folder ─▶ player: each request gets what was recorded, no network
 *   command  both for a command ─▶ process, in each of its processes, by `--import @bud/testing/record`
 */
import { interceptBunUndici } from '../intercept/bun-undici.ts';
import { interceptFetch } from '../intercept/fetch.ts';
import { interceptHttp2 } from '../intercept/http2.ts';
import { interceptNodeHttp } from '../intercept/node-http.ts';
import type { Tape } from '../intercept/tape.ts';
import { interceptUndici } from '../intercept/undici.ts';
import { noticeUnseen } from '../intercept/unseen.ts';
import { writeExchange } from '../wire/fixture.ts';

let isIntercepting = false;

/** From now on, tapes get the requests of this process. */
export function interceptRequests(): void {
  if (isIntercepting) return;
  isIntercepting = true;
  interceptFetch();
  interceptNodeHttp();
  interceptHttp2();
  interceptUndici();
  interceptBunUndici();
  noticeUnseen();
}

/** A tape that writes what it is told. */
export interface RecordingTape extends Tape {
  /** Resolves when nothing goes on any more. */
  settled(): Promise<void>;
}

/** Each exchange is written as soon as it is over: it survives however the process ends. */
export function recorder(folder: string): RecordingTape {
  const going: Promise<void>[] = [];
  let isComplete = true;
  return {
    isPlaying: false,
    answer: () => undefined,
    unseen(what, remedy) {
      // Once: a program that does so does it with each request.
      if (!isComplete) return undefined;
      isComplete = false;
      process.emitWarning(`${what}, so ${folder} lacks it. ${remedy}`);
      return undefined;
    },
    keep: (exchange) => writeExchange(folder, exchange),
    goesOn: (until) => void going.push(until),
    async settled() {
      await Promise.all(going);
    },
  };
}
