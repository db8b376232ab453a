// An HTTP service: says what plants cost.
import { instrumentFastify } from '@bud/observe/fastify';
import Fastify, { type FastifyInstance } from 'fastify';

instrumentFastify({ hooks: false });

const prices: Readonly<Record<string, number>> = { rose: 3, tulip: 2 };

export function createShop(): FastifyInstance {
  const app = Fastify();
  app.get<{ Params: { plant: string }; Querystring: { count: string } }>('/prices/:plant', ({ params, query }) => ({
    price: priceOf(params.plant, Number(query.count)),
  }));
  return app;
}

/** @track */
function priceOf(plant: string, count: number): number {
  const each = prices[plant];
  if (each === undefined) throw new RangeError(`there is no ${plant}`);
  return each * count;
}
