import type { Tape } from '../intercept/tape.ts';
import type { WireRequest, Exchange } from '../wire/exchange.ts';
import { readExchanges } from '../wire/fixture.ts';
import { keyOf, unrecorded, UnrecordedRequestError } from '../wire/nearest.ts';

/** A tape that plays what was recorded. */
export interface Player extends Tape {
  /** What was asked and had no answer, also where the program went on. */
  readonly failures: readonly UnrecordedRequestError[];
  /** What was recorded, and not asked until now. */
  readonly unasked: readonly WireRequest[];
}

/** The same question, asked again, gets the next of its answers. */
export function player(folder: string): Player {
  const recorded = readExchanges(folder);
  const waiting = new Map<string, Exchange[]>();
  for (const exchange of recorded) {
    const key = keyOf(exchange.asked);
    waiting.set(key, [...(waiting.get(key) ?? []), exchange]);
  }
  const failures: UnrecordedRequestError[] = [];
  return {
    isPlaying: true,
    failures,
    get unasked() {
      return [...waiting.values()].flat().map(({ asked }) => asked);
    },
    answer(asked) {
      const next = waiting.get(keyOf(asked))?.shift();
      if (next !== undefined) return next.answered;
      const error = unrecorded(
        asked,
        recorded.map((exchange) => exchange.asked),
        folder,
      );
      failures.push(error);
      throw error;
    },
    unseen(what, remedy) {
      const error = new UnrecordedRequestError(`${what}, so it cannot be answered. ${remedy}`);
      failures.push(error);
      return error;
    },
    keep: () => {},
    goesOn: () => {},
  };
}
