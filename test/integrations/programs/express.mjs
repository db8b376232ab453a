import { printRecorded } from './recording.mjs';
import * as bud from '@bud/observe';
import { instrumentExpress } from '@bud/observe/express';
import { instrumentHttp } from '@bud/observe/http';
import express from 'express';

instrumentHttp({ outgoing: false, excludeUrls: ['/health'] });
const uninstrument = instrumentExpress({ middleware: process.argv[2] !== 'routes' });
const app = express();
app.use(express.json());
app.get('/orders/:id', (request, response) => {
  bud.info('looking up {id}', { id: request.params.id });
  response.json({ id: request.params.id });
});
app.get('/health', (_request, response) => response.end('ok'));
app.get('/fail', () => {
  throw new Error('no');
});
app.use((_error, _request, response, _next) => response.status(500).end('sorry'));
const server = await new Promise((resolve) => {
  const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
});
const base = `http://127.0.0.1:${server.address().port}`;
for (const path of ['/orders/7', '/health', '/fail']) await (await fetch(base + path)).text();
uninstrument();
await (await fetch(`${base}/orders/8`)).text();
server.close();
await printRecorded();
