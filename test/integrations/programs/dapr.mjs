// A fake sidecar: it speaks Dapr's HTTP, writes down what comes with each request, and hands a published event on as Dapr
// does, with the trace of the publisher in the CloudEvent. No sidecar of Dapr's own is at hand.
import { printRecorded } from './recording.mjs';
import { createServer } from 'node:http';
import * as bud from '@bud/observe';
import { instrumentHttp } from '@bud/observe/http';
import { DaprClient, DaprServer, HttpMethod } from '@dapr/dapr';

const requests = [];
const state = new Map();
const answers = {
  '/v1.0/invoke/': () => ({ sold: true }),
  '/v1.0/state/shop/': ({ url }) => state.get(url.split('/').at(-1)) ?? null,
  '/v1.0/metadata': () => ({ id: 'shop' }),
};
let appPort = 0;

const sidecar = createServer(async (request, response) => {
  const body = JSON.parse(Buffer.concat(await request.toArray()).toString() || 'null');
  const { url, method, headers } = request;
  if (!/healthz|metadata/.test(url)) requests.push({ url, trace: headers.traceparent?.split('-')[1] });
  if (method === 'POST' && url === '/v1.0/state/shop') for (const { key, value } of body) state.set(key, value);
  if (url.startsWith('/v1.0/publish/')) await deliver(body, headers.traceparent);
  const [, answer] = Object.entries(answers).find(([path]) => url.startsWith(path)) ?? [];
  response.setHeader('content-type', 'application/json').end(answer ? JSON.stringify(answer(request)) : undefined);
});

/** Dapr's runtime sets both: the header, and the member of the CloudEvent. */
async function deliver(data, traceparent) {
  const event = { specversion: '1.0', id: '1', source: 'shop', type: 'sold', traceparent, data };
  const headers = { 'content-type': 'application/cloudevents+json', ...(traceparent && { traceparent }) };
  const routes = await (await fetch(`http://127.0.0.1:${appPort}/dapr/subscribe`)).json();
  const path = routes[0].route ?? routes[0].routes.default;
  await fetch(`http://127.0.0.1:${appPort}${path}`, { method: 'POST', headers, body: JSON.stringify(event) });
}

const portOf = (server) =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
const spare = createServer();
appPort = await portOf(spare);
await new Promise((resolve) => spare.close(resolve));
const daprPort = String(await portOf(sidecar));

instrumentHttp({ excludeUrls: [/healthz|metadata|\/dapr\//] });
const clientOptions = { daprHost: '127.0.0.1', daprPort };
const server = new DaprServer({ serverHost: '127.0.0.1', serverPort: String(appPort), clientOptions });
await server.pubsub.subscribe('pubsub', 'sold', async (data) => bud.info('heard of {order}', { order: data.order }));
await server.start();

const client = new DaprClient(clientOptions);
await bud.span('selling', async () => {
  await client.invoker.invoke('stock', 'take', HttpMethod.POST, { order: 7 });
  await client.state.save('shop', [{ key: 'order', value: 7 }]);
  await client.state.get('shop', 'order');
  await client.binding.send('mail', 'create', { order: 7 });
  await client.pubsub.publish('pubsub', 'sold', { order: 7 });
});
await client.stop();
await server.stop();
sidecar.close();
await printRecorded({ requests });
process.exit();
