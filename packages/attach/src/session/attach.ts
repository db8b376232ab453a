/**
 * A recording of what runs somewhere else:
 *
 *   options        what is wanted, its names as glob patterns
 *   place          the processes, pages and workers that are meant
 *     └─ guest     the recorder in one of them: put in, asked, taken out, by what is evaluated there
 *          └─ recorder-code   … as it was built, and as nothing else
 *   visit          asks it ten times a second ─ received-span ─▶ the listener
 */
import { setTimeout } from 'node:timers/promises';
import { AttachError } from '../attach-error.ts';
import { watchWorkers } from '../inspector/workers.ts';
import { evaluated } from './evaluated.ts';
import { sendGuest, type RefusalReason } from './guest.ts';
import { wishesOf, type AttachListener, type AttachOptions } from './options.ts';
import { placesOf, type Place } from './place.ts';
import { GuestVisit } from './visit.ts';

/** A recording that goes on. */
export interface Attachment {
  /** What is recorded: `process 4711`, `worker 1`, the title of a page. */
  readonly places: readonly string[];
  /** Records something else from now on. */
  change(options: AttachOptions): Promise<void>;
  /** Takes everything out again; resolves when the process is as it was. */
  detach(): Promise<void>;
  /** Resolves when no recorder is in any more, whatever the reason. */
  readonly ended: Promise<void>;
}

/**
 * Records the tracked functions of a running program, by the number of its process or the address of an inspector. Rejects with
 * an {@link AttachError} that says why that cannot be; then nothing was changed.
 *
 * @example
 * import { attach } from '@bud/attach';
 *
 * await attach('1', {}, {}).catch((error) => console.log(error.message));
 */
export async function attach(address: string, options: AttachOptions, listener: AttachListener): Promise<Attachment> {
  const places = await placesOf(address);
  const recording = new Recording(options, listener);
  const found = await Promise.all(places.map((place) => recording.add(place))).catch(async (error: unknown) => {
    await recording.detach();
    throw error;
  });
  if (recording.places.length > 0) return recording;
  await recording.detach();
  throw refused(address, found);
}

const refusals: Readonly<Record<RefusalReason, readonly [what: string, remedy: string]>> = {
  'no-gate': [
    'has no gate: nothing that runs in it was built with Bud Track',
    'Build it with the plugin and a mark, or name the process that runs the program, not its parent.',
  ],
  occupied: ['is recorded by another `bud` already', 'End that one first.'],
};

function refused(address: string, found: readonly (RefusalReason | undefined)[]): AttachError {
  const [what, remedy] = refusals[found.includes('occupied') ? 'occupied' : 'no-gate'];
  return new AttachError(`${/^\d+$/.test(address) ? `process ${address}` : address} ${what}`, remedy);
}

/** The recorders that are in, from when the first one is put in until the last one is out. */
class Recording implements Attachment {
  readonly ended: Promise<void>;
  #options: AttachOptions;
  readonly #listener: AttachListener;
  readonly #visits = new Set<GuestVisit>();
  /** Where recorders can be put: what was meant, and the threads of it. */
  readonly #places = new Set<Place>();
  #end: () => void = () => {};
  #isChanging = false;

  constructor(options: AttachOptions, listener: AttachListener) {
    this.#options = options;
    this.#listener = listener;
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  get places(): readonly string[] {
    return [...this.#visits].map(({ name }) => name);
  }

  /** Puts recorders into a place and its threads; one that has no gate may have threads that do. */
  async add(place: Place): Promise<RefusalReason | undefined> {
    const refusal = await this.#visit(place);
    const threads: Promise<unknown>[] = [];
    await watchWorkers(place.connection, ({ name, connection }) => {
      threads.push(
        this.#visit({ ...place, name: `${place.name}, ${name}`, connection, wasOpened: false }).catch(() => {}),
      );
    });
    await Promise.all(threads);
    return refusal;
  }

  async change(options: AttachOptions): Promise<void> {
    this.#isChanging = true;
    this.#options = options;
    await this.#leave();
    await Promise.all([...this.#places].map((place) => this.#visit(place)));
    this.#isChanging = false;
  }

  async detach(): Promise<void> {
    this.#isChanging = true;
    await this.#leave();
    await Promise.all([...this.#places].map(closePlace));
    this.#end();
  }

  async #leave(): Promise<void> {
    await Promise.all([...this.#visits].map((visit) => visit.leave()));
  }

  async #visit(place: Place): Promise<RefusalReason | undefined> {
    this.#places.add(place);
    const guest = await sendGuest(place, wishesOf(this.#options));
    if (typeof guest === 'string') return guest;
    const visit = new GuestVisit(place, guest, this.#listener);
    this.#visits.add(visit);
    void place.connection.closed.finally(() => this.#places.delete(place));
    void visit.ended.finally(() => this.#left(visit));
    return undefined;
  }

  #left(visit: GuestVisit): void {
    this.#visits.delete(visit);
    if (this.#visits.size === 0 && !this.#isChanging) void this.detach();
  }
}

const closeMs = 1000;

/** Lets a process close the inspector that it has opened for us, which ends the connection. */
async function closePlace({ connection, wasOpened }: Place): Promise<void> {
  const expression = `process.getBuiltinModule('node:timers').setTimeout(() => process.getBuiltinModule('node:inspector').close(), 0)`;
  if (wasOpened) {
    await evaluated(connection, 'Runtime.evaluate', { expression }).catch(() => {});
    await Promise.race([connection.closed, setTimeout(closeMs)]);
  }
  connection.close();
}
