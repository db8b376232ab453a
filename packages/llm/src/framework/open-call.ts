import { context, type Context } from '@opentelemetry/api';
import { gate } from '@bud/runtime';
import type { Site } from '@bud/value';

/** The span of a call that somebody else makes, and tells of. The first end counts. */
export interface OpenCall {
  /** What runs in it is below. */
  readonly context: Context;
  returned(value?: unknown): void;
  failed(error: unknown): void;
}

/** The span of a call that delivers over time, and that nobody may ever end: it is abandoned as a stream is. */
export interface OpenStream extends OpenCall {
  /** Something goes on that will deliver; until then nothing is abandoned. */
  busy(): void;
  /** It has delivered. */
  idle(): void;
}

/** Opens the span of a call of a site. Only while something records. */
export function openCall(site: Site, args: readonly unknown[]): OpenCall {
  let end: Pick<OpenCall, 'returned' | 'failed'> | undefined;
  const outcome = new Promise<unknown>((returned, failed) => (end = { returned, failed }));
  const inside = contextOf(site, args, outcome);
  // Whoever tells of the call has the error already. Not before the recorder has seen the promise, which watches whether it
  // is handled.
  outcome.catch(() => {});
  return { ...end!, context: inside };
}

type Step = IteratorResult<undefined>;

const delivered: Step = { done: false, value: undefined };
const through: Step = { done: true, value: undefined };

/** The same for a stream: an iterator, which is asked while something goes on. */
export function openStream(site: Site, args: readonly unknown[]): OpenStream {
  let running = 0;
  let answer: { readonly resolve: (step: Step) => void; readonly reject: (error: unknown) => void } | undefined;
  const stream = {
    next: async () => new Promise<Step>((resolve, reject) => (answer = { resolve, reject })),
    [Symbol.asyncIterator]: () => stream,
  };
  const inside = contextOf(site, args, stream);
  // By the method that the recorder has put before it; whoever tells of the call has the error already.
  const ask = (): void => void stream.next().catch(() => {});
  return {
    context: inside,
    busy() {
      running += 1;
      if (running === 1) ask();
    },
    idle() {
      running -= 1;
      if (running === 0) answer?.resolve(delivered);
    },
    returned() {
      if (running === 0) ask();
      answer?.resolve(through);
    },
    failed(error) {
      if (running === 0) ask();
      answer?.reject(error);
    },
  };
}

/** The context in which the recorder runs a call of the site that comes to `outcome`. */
function contextOf(site: Site, args: readonly unknown[], outcome: unknown): Context {
  let inside = context.active();
  handOver(site, args, () => {
    inside = context.active();
    return outcome;
  });
  return inside;
}

function handOver(site: Site, args: readonly unknown[], fn: () => unknown): unknown {
  gate.handed = [site, fn, undefined, ...args];
  return gate.call();
}
