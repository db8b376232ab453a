import { attachContext, getContext, span, untracked } from '@bud/observe';
import { createClient } from 'redis';
import type { Order } from './order.ts';

/** An order that waits to be packed, and the trace that it is a part of. */
interface Job {
  readonly order: Order;
  readonly trace: Readonly<Record<string, string>>;
}

const { REDIS_URL = 'redis://127.0.0.1:6379' } = process.env;

export const redis = createClient({ url: REDIS_URL });

/** Puts an order at the end of the queue. */
export async function send(order: Order): Promise<void> {
  await span('Sending order {id}', { id: order.id }, { kind: 'producer' }, async () => {
    const job: Job = { order, trace: getContext() };
    await redis.lPush('orders', JSON.stringify(job));
  });
}

/** Works on each order that comes, as a part of the trace that it was sent in, until `stopped`. */
export async function receive(stopped: AbortSignal, work: (order: Order) => Promise<void>): Promise<void> {
  // What waits blocks its connection.
  const waiting = await redis.duplicate().connect();
  stopped.addEventListener('abort', () => waiting.destroy());
  while (!stopped.aborted) {
    const taken = await untracked(() => waiting.brPop('orders', 0)).catch((error: unknown) => {
      if (!stopped.aborted) throw error;
    });
    if (!taken) continue;
    // Proof of the cast: `send` has written it.
    const { order, trace } = JSON.parse(taken.element) as Job;
    const working = attachContext(trace, () =>
      span('Receiving order {id}', { id: order.id }, { kind: 'consumer' }, () => work(order)),
    );
    // What fails says so on its span; the next order is worked on all the same.
    await working.catch(() => {});
  }
}
