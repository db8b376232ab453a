import { afterEach, expect, test, vi } from 'vitest';
import * as bud from '@bud/observe';
import type { TracesProxyOptions } from '@bud/observe';
import { startReceiver, type Receiver } from '../../../test/otlp/receiver.ts';

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
  vi.useRealTimers();
});

async function proxied(
  options: Partial<TracesProxyOptions> = {},
): Promise<{ there: Receiver; proxy: (request: Request) => Promise<Response> }> {
  const there = await startReceiver();
  cleanUp.push(() => there.close());
  return { there, proxy: bud.tracesProxy({ url: `${there.url}/`, token: 'page-never-sees-it', ...options }) };
}

const page = 'https://shop.example.com';
const body = JSON.stringify({
  resourceSpans: [
    {
      resource: {},
      scopeSpans: [
        {
          scope: { name: 'page' },
          spans: [
            {
              traceId: '0af7651916cd43dd8448eb211c80319c',
              spanId: 'b7ad6b7169203331',
              name: 'clicked',
              kind: 1,
              startTimeUnixNano: '1764201600000000000',
              endTimeUnixNano: '1764201600100000000',
            },
          ],
        },
      ],
    },
  ],
});

function posted(own: Readonly<Record<string, string>> = {}, sent: RequestInit = { body }): Request {
  const headers = { origin: page, 'content-type': 'application/json', cookie: 'session=of-the-page', ...own };
  return new Request(`${page}/v1/traces`, { method: 'POST', ...sent, headers });
}

test('passes spans of the own origin on, with its own token and nothing of the page', async () => {
  const { there, proxy } = await proxied({ headers: { 'x-tenant': 'acme' } });
  const response = await proxy(posted());
  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([200, page]);
  expect(there.spans.map(({ name }) => name)).toEqual(['clicked']);
  const [{ headers }] = there.taken as [Receiver['taken'][number]];
  expect([headers.authorization, headers['x-tenant'], headers.cookie, headers.origin]).toEqual([
    'Bearer page-never-sees-it',
    'acme',
    undefined,
    undefined,
  ]);
});

test.each<[string, string | undefined, number]>([
  ['one that is listed', 'https://app.example.com', 200],
  ['one that a pattern admits', 'https://a.preview.example.com', 200],
  ['another', 'https://evil.example.org', 403],
  ['one that only looks like it', 'https://app.example.com.evil.org', 403],
  ['none', undefined, 403],
])('answers to an origin: %s', async (_name, origin, status) => {
  const { there, proxy } = await proxied({
    origins: ['https://app.example.com', /^https:\/\/\w+\.preview\.example\.com$/],
  });
  const request = posted();
  if (origin === undefined) request.headers.delete('origin');
  else request.headers.set('origin', origin);
  expect((await proxy(request)).status).toBe(status);
  expect(there.requestCount).toBe(status === 200 ? 1 : 0);
});

test('answers the question that browsers ask first', async () => {
  const { proxy } = await proxied({ origins: ['https://app.example.com'] });
  const headers = { origin: 'https://app.example.com', 'access-control-request-method': 'POST' };
  const response = await proxy(new Request(`${page}/v1/traces`, { method: 'OPTIONS', headers }));
  expect(response.status).toBe(204);
  expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
  expect(response.headers.get('access-control-allow-methods')).toBe('POST');
});

test('takes neither other methods nor what is not OTLP', async () => {
  const { there, proxy } = await proxied();
  expect((await proxy(new Request(`${page}/v1/traces`, { headers: { origin: page } }))).status).toBe(405);
  expect((await proxy(posted({ 'content-type': 'text/html' }))).status).toBe(415);
  expect(there.requestCount).toBe(0);
});

test('takes no more than it may, whether or not the page says how much it is', async () => {
  const { there, proxy } = await proxied({ maxBytes: 1000 });
  expect((await proxy(posted({ 'content-length': '5000' }))).status).toBe(413);
  let sent = 0;
  let isStopped = false;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      controller.enqueue(new Uint8Array(100));
    },
    cancel() {
      isStopped = true;
    },
  });
  expect((await proxy(posted({}, { body: endless, duplex: 'half' }))).status).toBe(413);
  expect([isStopped, sent < 30, there.requestCount]).toEqual([true, true, 0]);
});

test('takes no more requests in a second than it may, and then goes on', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_764_201_600_000 });
  const { there, proxy } = await proxied({ maxPerSecond: 2 });
  const statuses = [];
  for (let index = 0; index < 3; index += 1) statuses.push(await proxy(posted()));
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(statuses[2]?.headers.get('retry-after')).toBe('1');
  vi.setSystemTime(1_764_201_601_000);
  expect((await proxy(posted())).status).toBe(200);
  expect(there.requestCount).toBe(3);
});

test('says when the receiver refuses, and when there is none', async () => {
  const { there, proxy } = await proxied();
  there.misbehavior = (response) => response.writeHead(429, { 'retry-after': '7' }).end();
  const refused = await proxy(posted());
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7']);
  const nobody = bud.tracesProxy({ url: 'http://127.0.0.1:1' });
  expect((await nobody(posted())).status).toBe(502);
});

test('makes no spans of passing spans on', async () => {
  const memory = bud.memoryExporter();
  const { shutdown } = bud.configure({ export: [memory], resourceDetectors: false });
  const { proxy } = await proxied();
  await bud.span('page', () => proxy(posted()));
  await shutdown();
  expect(memory.spans.map(({ name }) => name)).toEqual(['page']);
});
