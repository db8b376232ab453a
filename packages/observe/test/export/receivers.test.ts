import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi, type MockInstance } from 'vitest';
import * as bud from '@bud/observe';
import type { Observing, OtlpOptions } from '@bud/observe';
import { encodePartialSuccess, spansIn } from '../../../../test/otlp/decode.ts';
import { startReceiver, type Receiver } from '../../../../test/otlp/receiver.ts';

const token = 'very-secret-token';
const cleanUp: (() => Promise<unknown>)[] = [];
let said: MockInstance<typeof process.stderr.write>;
let observing: Observing;

beforeEach(() => {
  said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
  if (said.mock.calls.flat().join('\n').includes(token)) throw new Error('The token was said.');
  vi.restoreAllMocks();
});

async function receiver(settings: Parameters<typeof startReceiver>[0] = {}): Promise<Receiver> {
  const started = await startReceiver(settings);
  cleanUp.push(() => started.close());
  return started;
}

/** Something that listens and is no receiver. */
async function server(onConnection: (socket: Socket) => void): Promise<string> {
  const started: Server = createServer(onConnection).listen(0, '127.0.0.1');
  await once(started, 'listening');
  cleanUp.push(async () => started.close());
  // Proof of the cast: it listens on a port.
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

function observe(url: string, otlp: OtlpOptions = {}, more: bud.ObserveOptions = {}): Observing {
  observing = bud.configure({
    export: [{ otlp: { url, token, ...otlp } }],
    batch: { delayMs: 5 },
    exitTimeoutMs: 500,
    resourceDetectors: false,
    ...more,
  });
  cleanUp.push(() => observing.shutdown());
  return observing;
}

/** What was said, without what differs from run to run and from Node to Node. */
const messages = (): readonly string[] =>
  said.mock.calls.map(([line]) =>
    String(line)
      .trimEnd()
      .replaceAll(/127\.0\.0\.1:\d+/g, '<host>')
      .replace(/Parse Error: [^;]*/, 'Parse Error')
      .replace(/; if the root CA is installed locally[^;]*/, ''),
  );

const spanNames = ({ spans }: Receiver): readonly string[] => spans.map(({ name }) => name);

describe.each([
  ['http/protobuf', 'none'],
  ['http/protobuf', 'gzip'],
  ['http/json', 'none'],
  ['http/json', 'gzip'],
] as const)('%s, %s', (protocol, compression) => {
  test('spans, records and metrics arrive as they are', async () => {
    const there = await receiver();
    observe(`${there.url}/`, { protocol, compression, headers: { 'x-tenant': 'acme' } });
    bud.span('Asking {who}', { who: 'Ann', deep: { a: [1] } }, () => bud.info('Asked'));
    bud.counter('questions').add(2);
    await observing.flush();
    expect(there.spans).toMatchObject([
      { name: 'Asked', parentSpanId: there.spans[1]?.spanId },
      {
        name: 'Asking {who}',
        attributes: { who: 'Ann', deep: '{"a":[1]}' },
        resource: { 'telemetry.distro.name': 'bud-observe' },
      },
    ]);
    expect(there.records).toMatchObject([{ body: 'Asked', severityText: 'INFO', traceId: there.spans[0]?.traceId }]);
    expect(there.metrics).toEqual(['questions']);
    expect(there.taken.map(({ headers }) => [headers.authorization, headers['x-tenant']])).toEqual(
      there.taken.map(() => [`Bearer ${token}`, 'acme']),
    );
    expect(messages()).toEqual([]);
  });
});

test.each(['http/protobuf', 'http/json'] as const)('%s: what waits in parts is one request', async (protocol) => {
  const there = await receiver();
  observe(there.url, { protocol }, { batch: { delayMs: 60_000 } });
  for (let index = 0; index < 700; index += 1) bud.info('{index} × "ü"', { index });
  await observing.flush();
  const expected = Array.from({ length: 700 }, (_, index) => index);
  expect(there.spans.map(({ attributes }) => Number(attributes['index']))).toEqual(expected);
  expect(there.records.map(({ body }) => body)).toEqual(expected.map((index) => `${index} × "ü"`));
  expect(there.requestCount).toBe(2);
});

test('a connection that was kept, and closed when it is used again, is no trouble', async () => {
  const taken: number[] = [];
  let connections = 0;
  const url = await server((socket) => {
    connections += 1;
    const number = connections;
    let requests = 0;
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      if (!bytes.toString('latin1').startsWith('POST')) return;
      requests += 1;
      if (requests > 1) socket.resetAndDestroy();
      else {
        taken.push(number);
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
      }
    });
  });
  observe(url, { signals: ['traces'] });
  for (const name of ['one', 'two']) {
    bud.span(name).end();
    await observing.flush();
  }
  expect(taken).toEqual([1, 2]);
  expect(observing.lost).toBe(0);
  expect(messages()).toEqual([]);
});

test('a span that is open for long is sent as a child that says so, and itself when it has ended', async () => {
  const there = await receiver();
  observe(there.url, { pending: true, signals: ['traces'] }, { pendingAfterMs: 10 });
  await bud.span('above', () =>
    bud.span('slow {token}', { token: 'sk-ant-api03-aaaaaaaaaaaaaaaaaaaaaaaa', step: 1 }, async (slow) => {
      await vi.waitFor(() => expect(spanNames(there)).toEqual(['above', 'slow {token}']), 5000);
      slow.setAttribute('step', 2);
    }),
  );
  await observing.flush();
  const [, pending, slow, above] = there.spans;
  expect(there.spans.map(({ attributes }) => attributes['bud.span_type'])).toEqual([
    'pending',
    'pending',
    'span',
    'span',
  ]);
  expect(pending).toMatchObject({
    parentSpanId: slow?.spanId,
    attributes: { step: 1, 'bud.pending_parent_id': above?.spanId },
    startTimeUnixNano: slow?.startTimeUnixNano,
    endTimeUnixNano: slow?.startTimeUnixNano,
  });
  expect(slow).toMatchObject({ parentSpanId: above?.spanId, attributes: { step: 2 } });
  expect(new Set(there.spans.map(({ spanId }) => spanId)).size).toBe(4);
  expect(JSON.stringify(there.spans)).not.toContain('sk-ant');
});

test('a receiver that is down is told of once, and gets everything when it is back', async () => {
  const before = await startReceiver();
  await before.close();
  observe(before.url, {}, { export: [{ otlp: { url: before.url, token, signals: ['traces'] } }] });
  for (const name of ['one', 'two', 'three']) {
    bud.span(name).end();
    await observing.flush();
  }
  const there = await receiver({ port: Number(new URL(before.url).port) });
  await observing.flush();
  expect(spanNames(there)).toEqual(['one', 'two', 'three']);
  expect(observing.lost).toBe(0);
  expect(messages()).toEqual([
    'bud: otlp http://<host>: no answer at /v1/traces (connect ECONNREFUSED <host>; is a receiver running there?); until it answers the newest spans and logs wait, the oldest are dropped.',
    'bud: otlp http://<host>: it answers again; 0 spans and logs were dropped meanwhile.',
  ]);
});

test.each([429, 502, 503, 504])('%i is asked again, after as long as it wants', async (status) => {
  const there = await receiver({
    misbehavior: (response) => void response.writeHead(status, { 'retry-after': '1' }).end(),
  });
  observe(there.url, { signals: ['traces'] });
  bud.span('later').end();
  await vi.waitFor(() => expect(there.requestCount).toBe(1), 5000);
  there.misbehavior = undefined;
  await vi.waitFor(() => expect(spanNames(there)).toEqual(['later']), 10_000);
  expect(there.requestCount).toBe(2);
  expect(messages()[0]).toBe(
    `bud: otlp http://<host>: /v1/traces answers ${status}; until it answers the newest spans and logs wait, the oldest are dropped.`,
  );
});

test.each([
  [400, '; it could not read the request: is it a receiver of OTLP over HTTP?'],
  [401, '; set a token or an authorization header'],
  [403, '; the token is not allowed to write'],
  [413, '; the request was too large: set `batch.size` lower'],
  [500, ''],
])('%i loses what was sent, which is counted and told of once', async (status, hint) => {
  const there = await receiver({ misbehavior: (response) => void response.writeHead(status).end() });
  observe(there.url, { signals: ['traces'] });
  for (const name of ['one', 'two']) {
    bud.span(name).end();
    await observing.flush();
  }
  expect(observing.lost).toBe(2);
  expect(messages()).toEqual([
    `bud: otlp http://<host>: spans and logs are lost (/v1/traces answers ${status}${hint}); \`lost\` counts them.`,
  ]);
});

test('a signal that a receiver has no path for is told of once, and the others arrive', async () => {
  const there = await receiver();
  there.misbehavior = (response, received) => {
    response.writeHead(received.signal === 'logs' ? 404 : 200).end();
  };
  observe(there.url);
  for (let round = 0; round < 3; round += 1) {
    bud.info('round {round}', { round });
    await observing.flush();
  }
  expect(messages()).toEqual([
    'bud: otlp http://<host> does not take logs (there is no /v1/logs below this URL); logs are no longer sent there.',
  ]);
  // Three times spans, once logs.
  expect(there.requestCount).toBe(4);
  expect(observing.lost).toBe(0);
});

describe('an answer that is none', () => {
  test.each<[what: string, answer: (socket: Socket) => void, says: string]>([
    [
      'no HTTP',
      (socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
      'Parse Error; it does not speak HTTP; the port for OTLP over HTTP is 4318',
    ],
    ['a connection that is reset', (socket) => void socket.resetAndDestroy(), 'read ECONNRESET'],
    ['half an answer', (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'), 'aborted'],
    ['no answer at all', () => {}, 'no answer within 100 ms'],
  ])('%s is asked again', async (_what, answer, says) => {
    const url = await server((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => answer(socket));
    });
    observe(url, { signals: ['traces'], timeoutMs: 100 });
    bud.span('s').end();
    await observing.flush();
    expect(messages()).toEqual([
      `bud: otlp http://<host>: no answer at /v1/traces (${says}); until it answers the newest spans and logs wait, the oldest are dropped.`,
    ]);
    expect(observing.lost).toBe(0);
  });

  test('200 with any bytes has taken everything', async () => {
    const there = await receiver({
      misbehavior: (response) => void response.writeHead(200).end(Buffer.from([255, 254, 0, 1, 2, 3])),
    });
    observe(there.url, { signals: ['traces'] });
    bud.span('s').end();
    await observing.flush();
    expect(observing.lost).toBe(0);
    expect(messages()).toEqual([]);
  });

  test('a web page is told of', async () => {
    const there = await receiver({
      misbehavior: (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>'),
    });
    observe(there.url, { signals: ['traces'] });
    bud.span('s').end();
    await observing.flush();
    expect(messages()).toEqual([
      'bud: otlp http://<host> answers with a web page: is it a receiver of OTLP over HTTP?',
    ]);
  });
});

test.each(['http/protobuf', 'http/json'] as const)(
  '%s: what a receiver rejects is counted and told of once',
  async (protocol) => {
    const there = await receiver();
    there.misbehavior = (response) => {
      const message = 'attribute\nlimit';
      const body =
        protocol === 'http/json'
          ? JSON.stringify({ partialSuccess: { rejectedSpans: '1', errorMessage: message } })
          : encodePartialSuccess(1, message);
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    };
    observe(there.url, { protocol, signals: ['traces'] });
    for (const name of ['one', 'two']) {
      bud.span(name).end();
      await observing.flush();
    }
    expect(observing.lost).toBe(2);
    expect(messages()).toEqual([
      'bud: otlp http://<host>: spans and logs are lost (the receiver rejected them: attribute limit); `lost` counts them.',
    ]);
  },
);

describe('TLS with a certificate of its own', () => {
  const pem = (name: string): string =>
    fileURLToPath(new URL(`../../../../test/otlp/tls/${name}.pem`, import.meta.url));
  const tls = { key: readFileSync(pem('key')), cert: readFileSync(pem('certificate')) };

  test('is not trusted, and the message says how', async () => {
    const there = await receiver({ tls });
    observe(there.url, { signals: ['traces'] });
    bud.span('s').end();
    await observing.flush();
    expect(messages()).toEqual([
      'bud: otlp https://<host>: no answer at /v1/traces (self-signed certificate; name the certificate to trust in OTEL_EXPORTER_OTLP_CERTIFICATE); until it answers the newest spans and logs wait, the oldest are dropped.',
    ]);
    expect(there.taken).toEqual([]);
  });

  test.each(['a flush at the top level', 'process.exit in a handler'])(
    'is trusted when it is named: %s',
    async (way) => {
      const there = await receiver({ tls });
      const program = fileURLToPath(new URL('../processes/end.mjs', import.meta.url));
      const child = spawn(process.execPath, [program, way, there.url], {
        env: { OTEL_EXPORTER_OTLP_CERTIFICATE: pem('certificate') },
        stdio: 'ignore',
      });
      await once(child, 'close');
      expect(spanNames(there).toSorted()).toEqual(['ended', 'open']);
    },
  );
});

test('a loop of 20,000 tracked calls loses nothing to a receiver that answers in 20 ms', async () => {
  let counted = 0;
  const slow = await receiver({
    misbehavior: (response, received) => {
      setTimeout(() => {
        counted += spansIn(received.request).length;
        response.writeHead(200).end();
      }, 20);
    },
  });
  observe(slow.url, { signals: ['traces'] });
  const add = bud.track({ name: 'add', params: ['index'] }, (index: number) => index + 1);
  for (let index = 0; index < 20_000; index += 1) add(index);
  await observing.flush();
  expect(counted).toBe(20_000);
  expect(observing.lost).toBe(0);
  expect(messages()).toEqual([]);
}, 60_000);
