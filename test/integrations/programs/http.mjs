import { printRecorded } from './recording.mjs';
import * as bud from '@bud/observe';
import { instrumentHttp } from '@bud/observe/http';
import { instrumentFetch } from '@bud/observe/fetch';
import { createServer, request } from 'node:http';

const headers = {
  requestHeaders: ['user-agent', 'authorization'],
  responseHeaders: ['content-type'],
  excludeUrls: ['/health'],
};
const takeBack = [
  instrumentHttp({
    ...headers,
    scopeSuffix: '/shop',
    route: ({ url }) => (url.startsWith('/orders/') ? '/orders/:id' : undefined),
  }),
  instrumentFetch(headers),
];

const seen = [];
const server = createServer((incoming, outgoing) => {
  seen.push(incoming.headers.traceparent !== undefined);
  bud.info('answering');
  outgoing.setHeader('content-type', 'text/plain').end('yes');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const base = `http://127.0.0.1:${server.address().port}`;

/** With Node's own client, under the name that an ES module has imported. */
async function get(path) {
  const options = { headers: { 'user-agent': 'tester', authorization: 'Bearer abcdef123456' } };
  const answer = await new Promise((resolve, reject) =>
    request(base + path, options, resolve)
      .on('error', reject)
      .end(),
  );
  return answer.resume().toArray();
}

await bud.span('shopping', async () => {
  await get('/orders/7?token=sk-ant-api03-abcdefghijklmnopqrstuvwx');
  await (await fetch(`${base}/orders/8`, { headers: { authorization: 'Bearer abcdef123456' } })).text();
  await get('/health');
  await (await fetch(`${base}/health/deep`)).text();
});
for (const uninstrument of takeBack) uninstrument();
await get('/orders/9');
await (await fetch(`${base}/orders/9`)).text();

server.close();
await printRecorded({ seen });
