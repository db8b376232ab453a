// Two applications of each kind in one process, each instrumented by itself: what one is told holds for no other.
import { printRecorded } from './recording.mjs';
import { instrumentFastify } from '@bud/observe/fastify';
import { instrumentHono } from '@bud/observe/hono';
import Fastify from 'fastify';
import { Hono } from 'hono';

const fastifies = [Fastify(), Fastify()];
const honos = [new Hono(), new Hono()];
const [ofFastify] = fastifies.map((app, index) =>
  instrumentFastify({ app, hooks: false, excludeUrls: [`/private-${index}`], scopeSuffix: `/${index}` }),
);
const [ofHono] = honos.map((app, index) =>
  instrumentHono(app, { excludeUrls: [`/private-${index}`], scopeSuffix: `/${index}` }),
);

const askFastify = fastifies.map((app) => {
  app.get('/private-0', async () => 'zero');
  app.get('/private-1', async () => 'one');
  return (url) => app.inject(url);
});
const askHono = honos.map((app) => {
  app.get('/private-0', (context) => context.text('zero'));
  app.get('/private-1', (context) => context.text('one'));
  return async (url) => (await app.request(url)).text();
});

for (const [first, second] of [askFastify, askHono])
  for (const path of ['/private-0', '/private-1']) {
    await first(path);
    await second(path);
  }
ofFastify();
ofHono();
for (const [first, second] of [askFastify, askHono]) {
  await first('/private-1');
  await second('/private-0');
}
await printRecorded();
