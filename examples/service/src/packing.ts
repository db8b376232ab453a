// A thread of the shop: takes orders out of the queue, packs them, and hands them to the courier.
import { parentPort } from 'node:worker_threads';
import { observe } from './observing.ts';
import type { Order } from './order.ts';
import { receive } from './queue.ts';

const { COURIER_URL = 'http://127.0.0.1:3001' } = process.env;

const observing = observe('packing');
const stopping = new AbortController();
parentPort?.once('message', () => stopping.abort());
await receive(stopping.signal, pack);
await observing.shutdown();

/** @track */
async function pack(order: Order): Promise<void> {
  const boxes = boxesFor(order.count);
  const answer = await fetch(`${COURIER_URL}/parcels/${order.id}`, { method: 'PUT', body: JSON.stringify({ boxes }) });
  if (!answer.ok) throw new Error(`The courier answers ${answer.status}`);
}

/** @track */
function boxesFor(count: number): number {
  return Math.ceil(count / 12);
}
