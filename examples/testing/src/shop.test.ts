import { tracedFetch } from '@bud/observe';
import { capture } from '@bud/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createShop } from './shop.js';

const shop = createShop();
let url: string;
beforeAll(async () => {
  url = await shop.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => shop.close());

// The trace goes with the request: what the service does for it is a part of the capture, though it was started outside.
async function ask(path: string): Promise<number> {
  const { status } = await tracedFetch(`${url}${path}`);
  return status;
}

test('says what tulips cost', async () => {
  const trace = await capture(() => ask('/prices/tulip?count=3'));
  expect(trace.result).toBe(200);
  expect(trace).toBeOk();
  expect(trace.find('request')).toHaveAttributes({ 'http.route': '/prices/:plant' });
  expect(trace).toMatchInlineSnapshot(`
    GET
    └─ request
       └─ handler - fastify -> @fastify/otel
          └─ priceOf(plant: "tulip", count: 3) → 6
  `);
});

test('fails for a plant that is not there, and says where', async () => {
  const trace = await capture(() => ask('/prices/weed?count=1'));
  expect(trace.result).toBe(500);
  expect(trace.find('priceOf')).toHaveFailedWith(RangeError);
});

test('does not mix requests that come at the same time', async () => {
  const counts = Array.from({ length: 20 }, (_, index) => index + 1);
  const traces = await Promise.all(counts.map((count) => capture(() => ask(`/prices/rose?count=${count}`))));
  expect(traces.map((trace) => trace.findAll('priceOf').map(({ input }) => input['count']))).toEqual(
    counts.map((count) => [count]),
  );
});
