// A server that tracks what it does, and tells what it takes: node server-process.mjs [<url of a receiver>]
import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { configure, info, span, track } from '@bud/observe';

const [url] = process.argv.slice(2);
const observing = configure({ serviceName: 'orders', export: url === undefined ? false : [{ otlp: { url } }] });

const loadOrder = track({ name: 'loadOrder', type: 'tool', params: ['id'] }, async (id) => {
  await setTimeout(1);
  return { id, lines: [{ article: 'chair', count: 2 }], customer: 'ada' };
});
const priceOf = track({ name: 'priceOf', params: ['order'] }, ({ lines }) => lines[0].count * 49);

const server = createServer(async (request, response) => {
  const order = await span('Answering {path}', { path: request.url }, async () => {
    const loaded = await loadOrder(request.url.slice(1));
    info('{customer} looks at {id}', loaded);
    return { ...loaded, price: priceOf(loaded) };
  });
  response.setHeader('content-type', 'application/json').end(JSON.stringify(order));
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  // What keeps or wakes the process: sockets, timers, requests under way.
  const handles = process.getActiveResourcesInfo().length;
  process.send({ rss: process.memoryUsage().rss, cpu: user + system, lost: observing.lost, handles });
});
