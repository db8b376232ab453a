import { printRecorded } from './recording.mjs';
import * as bud from '@bud/observe';
import { instrumentHono } from '@bud/observe/hono';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();
const uninstrument = instrumentHono(app, {
  excludeUrls: ['/health'],
  requestHeaders: ['x-shop', 'x-api-key'],
  scopeSuffix: '/shop',
});
app.get('/orders/:id', (context) => {
  bud.info('looking up {id}', { id: context.req.param('id') });
  return context.json({ id: context.req.param('id') });
});
app.get('/health', (context) => {
  bud.info('healthy');
  return context.text('ok');
});
app.get('/fail', () => {
  throw new Error('no');
});
app.onError((_error, context) => context.text('sorry', 500));
const server = await new Promise((resolve) => {
  const listening = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(listening));
});
const base = `http://127.0.0.1:${server.address().port}`;
const headers = { 'x-shop': 'vienna', 'x-api-key': 'plainword' };
for (const path of ['/orders/7?token=plainword', '/health', '/fail'])
  await (await fetch(base + path, { headers })).text();
uninstrument();
await (await fetch(`${base}/orders/8`)).text();
server.close();
await printRecorded();
