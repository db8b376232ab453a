import { diag } from '@opentelemetry/api';
import type { QueueListener } from '../export/queue.ts';

/** Says what a person must know, on the console and on OpenTelemetry's own channel, each thing once. */
export interface Reporter {
  once(message: string): void;
  /** For failures inside of recording: the first is told, all are counted. */
  failure(error: unknown): void;
  /** What happens to the items on their way to one exporter; `items` is how messages call them. */
  listenerFor(exporter: string, items?: string): QueueListener;
  readonly lost: number;
  readonly failures: number;
}

/** Messages that are told at most: a template that is made anew at each call must fill neither the memory nor a log. */
const mostMessages = 100;

export function createReporter(warn: (line: string) => void): Reporter {
  const told = new Set<string>();
  let lost = 0;
  let failures = 0;
  const once = (message: string): void => {
    if (told.has(message) || told.size > mostMessages) return;
    told.add(message);
    const shown = told.size > mostMessages ? `${mostMessages} messages were shown; there are no more.` : message;
    diag.warn(`bud: ${shown}`);
    warn(`bud: ${shown}`);
  };
  return {
    once,
    failure(error) {
      failures += 1;
      if (failures === 1)
        once(
          `recording failed (${messageOf(error)}); the program is not affected, and further failures are only counted.`,
        );
    },
    listenerFor: (exporter, items = 'spans and logs') =>
      listenerFor({ exporter, items, once, count: (added) => (lost += added) }),
    get lost() {
      return lost;
    },
    get failures() {
      return failures;
    },
  };
}

interface Listening {
  readonly exporter: string;
  readonly items: string;
  readonly once: (message: string) => void;
  readonly count: (lost: number) => void;
}

/** Each kind of trouble is told once for each exporter: a receiver that comes and goes must not fill a log. */
function listenerFor({ exporter, items, once, count }: Listening): QueueListener {
  const told = new Set<string>();
  const tell = (kind: string, message: string): void => {
    if (told.has(kind)) return;
    told.add(kind);
    once(`${exporter}: ${message}`);
  };
  let isInTrouble = false;
  let lostInTrouble = 0;
  return {
    onTrouble(error) {
      isInTrouble = true;
      tell('trouble', `${error.message}; until it answers the newest ${items} wait, the oldest are dropped.`);
    },
    onRecovery() {
      tell('recovery', `it answers again; ${lostInTrouble} ${items} were dropped meanwhile.`);
      isInTrouble = false;
      lostInTrouble = 0;
    },
    onLost(lost, error) {
      count(lost);
      lostInTrouble += lost;
      if (error !== undefined) tell('lost', `${items} are lost (${error.message}); \`lost\` counts them.`);
      else if (!isInTrouble)
        tell('full', `${items} are dropped, because more come than it takes; \`lost\` counts them.`);
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
