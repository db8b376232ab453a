import { randomBytes } from 'node:crypto';
import type { Inside, Orders, Report } from '../inside/orders.ts';
import { evaluated } from './evaluated.ts';
import type { Place } from './place.ts';
import { recorderCode } from './recorder-code.ts';

/** What the client decides; the rest of the orders is the same for all. */
export type Wishes = Omit<Orders, 'idPrefix' | 'silenceMs' | 'maxDelayMs' | 'closesInspector'>;

/** The recorder in one process or thread, as its inspector hands it out. */
export interface Guest {
  beat(): Promise<Report>;
  /** Takes it out again; the last report. */
  leave(): Promise<Report>;
}

/** Why there is no recorder in it: the program has no gate, or another client's recorder stands there. */
export type RefusalReason = 'no-gate' | 'occupied';

/** The client is taken for dead after so long; the watchdog looks four times a second, and two seconds are promised. */
const silenceMs = 1500;

/** As late as a loop may be, three times in a row. */
const maxDelayMs = 500;

/** Names what the inspector keeps for us, so that it lets go of all of it. */
const objectGroup = 'bud';

/** Puts the recorder in. */
export async function sendGuest({ connection, wasOpened }: Place, wishes: Wishes): Promise<Guest | RefusalReason> {
  const idPrefix = randomBytes(12).toString('hex');
  const orders: Orders = { ...wishes, silenceMs, maxDelayMs, idPrefix, closesInspector: wasOpened };
  const attach = await evaluated(connection, 'Runtime.evaluate', { expression: recorderCode(), objectGroup });
  if (attach.objectId === undefined) return 'no-gate';
  const inside = await evaluated(connection, 'Runtime.callFunctionOn', {
    objectId: attach.objectId,
    functionDeclaration: 'function(orders){return this(orders)}',
    arguments: [{ value: orders }],
    awaitPromise: true,
    objectGroup,
  });
  if (inside.objectId === undefined) return 'occupied';
  const ask = async (method: keyof Inside): Promise<Report> => {
    const { value } = await evaluated(connection, 'Runtime.callFunctionOn', {
      objectId: inside.objectId,
      functionDeclaration: `function(){return this.${method}()}`,
      returnByValue: true,
      awaitPromise: true,
    });
    // Proof of the cast: our own code gives it.
    return value as Report;
  };
  return {
    beat: () => ask('beat'),
    async leave() {
      const last = await ask('leave');
      await connection.call('Runtime.releaseObjectGroup', { objectGroup });
      return last;
    },
  };
}
