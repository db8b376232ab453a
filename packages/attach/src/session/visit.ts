import { setTimeout } from 'node:timers/promises';
import type { SpanData } from '@bud/trace';
import type { LeaveReason, Report } from '../inside/orders.ts';
import type { Guest } from './guest.ts';
import type { AttachListener } from './options.ts';
import type { Place } from './place.ts';
import { receivedSpan } from './received-span.ts';

const everyMs = 100;

const leaveReasons: Readonly<Record<LeaveReason, string>> = {
  'max-spans': 'as many spans are recorded as were asked for',
  'loop-delay': 'its event loop was late by more than half a second three times in a row',
  heap: 'nine tenths of its heap are full',
  silence: 'nothing was heard of this program for a while',
};

/** One recorder while it is in: it is asked again and again, which tells it that somebody is there. */
export class GuestVisit {
  readonly name: string;
  readonly ended: Promise<void>;
  readonly #guest: Guest;
  readonly #listener: AttachListener;
  readonly #resource: SpanData['resource'];
  readonly #leaving = new AbortController();

  constructor(place: Place, guest: Guest, listener: AttachListener) {
    this.name = place.name;
    this.#guest = guest;
    this.#listener = listener;
    this.#resource = { 'service.name': place.name };
    this.ended = this.#stay();
  }

  /** Takes it out; resolves when it is. */
  async leave(): Promise<void> {
    this.#leaving.abort();
    await this.ended;
  }

  async #stay(): Promise<void> {
    const { signal } = this.#leaving;
    try {
      while (!signal.aborted && this.#tell(await this.#guest.beat()) === undefined)
        await setTimeout(everyMs, undefined, { signal }).catch(() => {});
      const left = this.#tell(await this.#guest.leave());
      if (left !== undefined) this.#say(`the recorder has left: ${leaveReasons[left]}`);
    } catch (error) {
      this.#say(error instanceof Error ? error.message : String(error));
    }
  }

  #tell({ spans, counts, skipped, left }: Report): LeaveReason | undefined {
    if (spans.length > 0) this.#listener.spans?.(spans.map((span) => receivedSpan(span, this.#resource)));
    this.#listener.counts?.(counts, this.name);
    if (skipped > 0) this.#say(`${skipped} calls were left out: more than the limit allows in a second`);
    return left;
  }

  #say(sentence: string): void {
    this.#listener.said?.(`${this.name}: ${sentence}`);
  }
}
