// A process of its own: brings parcels to the people who ordered them.
import Fastify from 'fastify';
import { database } from './database.ts';
import { observe } from './observing.ts';
import { deliver } from './orders.ts';

observe('courier');

const app = Fastify();
app.put<{ Params: { id: string } }>('/parcels/:id', async ({ params }, reply) => {
  await deliver(Number(params.id));
  void reply.code(204);
});

const { PORT = '3001' } = process.env;
console.log(`The courier answers at ${await app.listen({ host: '127.0.0.1', port: Number(PORT) })}`);

process.once('SIGTERM', async () => {
  await app.close();
  await database.end();
});
