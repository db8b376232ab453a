// Takes orders: an HTTP server, which keeps them in PostgreSQL and sends them on through Redis. A thread packs them.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import Fastify from 'fastify';
import { database, prepareDatabase } from './database.ts';
import { observe } from './observing.ts';
import { find, place } from './orders.ts';
import { redis } from './queue.ts';

observe('shop');
await prepareDatabase();
await redis.connect();
const packing = new Worker(new URL('packing.ts', import.meta.url));
const packingEnds = once(packing, 'exit');

const app = Fastify();
app.post<{ Body: { plant: string; count: number } }>('/orders', async ({ body }, reply) => {
  void reply.code(202);
  return place(body.plant, body.count);
});
app.get<{ Params: { id: string } }>('/orders/:id', async ({ params }, reply) => {
  const order = await find(Number(params.id));
  if (order === undefined) void reply.code(404);
  return order ?? { message: 'There is no such order.' };
});

const { PORT = '3000' } = process.env;
console.log(`The shop answers at ${await app.listen({ host: '127.0.0.1', port: Number(PORT) })}`);

// What is under way comes to its end; then nothing keeps the process, and the last spans are sent.
process.once('SIGTERM', async () => {
  await app.close();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  packing.postMessage('stop');
  await packingEnds;
  await redis.close();
  await database.end();
});
