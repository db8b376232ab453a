import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http, { createServer, type Server } from 'node:http';
import http2, { type ClientHttp2Session, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { build } from 'esbuild';
import * as undici from 'undici';
import * as undici6 from 'undici-6';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { record, replay } from '@bud/testing/replay';

// Kept before anything is recorded, as libraries do.
const { fetch: keptFetch } = globalThis;

const root = mkdtempSync(join(tmpdir(), 'bud-clients-'));
afterAll(() => rmSync(root, { recursive: true }));

async function listen(server: Server | Http2Server): Promise<string> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Says what it was asked, in two chunks, or breaks off. */
async function startServer(): Promise<Server & { readonly url: string }> {
  const server = createServer((request, response) => {
    void (async () => {
      const body: Buffer[] = [];
      for await (const chunk of request) body.push(chunk as Buffer);
      response.setHeader('x-kind', 'test').write('one ');
      await setTimeout(5);
      if (request.url === '/broken') response.destroy();
      else response.end(`${request.method} ${request.url} ${Buffer.concat(body).toString()}`);
    })();
  });
  return Object.assign(server, { url: await listen(server) });
}

/** Records with the server, and plays without it. */
async function both<Result>(
  name: string,
  server: { close(): unknown; closeAllConnections?(): void },
  fn: () => Promise<Result>,
): Promise<readonly [Result | undefined, Result | undefined]> {
  const recorded = await record(join(root, name), fn);
  expect(recorded.error).toBeUndefined();
  server.close();
  server.closeAllConnections?.();
  const played = await replay(join(root, name), fn);
  expect(played.unasked).toEqual([]);
  return [recorded.result, played.result];
}

/** What a request came to, chunk by chunk. */
async function chunksOf(answer: Promise<undici.Dispatcher.ResponseData>): Promise<readonly unknown[]> {
  try {
    const { statusCode, headers, body } = await answer;
    const chunks: string[] = [];
    for await (const chunk of body) chunks.push(String(chunk));
    return [statusCode, headers['x-kind'], ...chunks];
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    return [message, code];
  }
}

describe.each([
  ['6', undici6 as unknown as typeof undici],
  ['7', undici],
])('undici %s', (version, { request, fetch, Agent, Client }) => {
  it('is played by all of its doors as it was recorded', async () => {
    const server = await startServer();
    const { url } = server;
    async function* stream(): AsyncGenerator<Buffer> {
      yield Buffer.from('in ');
      yield Buffer.from('parts');
    }
    const ask = async (): Promise<readonly unknown[]> => {
      await using agent = { all: new Agent({ connections: 1 }), [Symbol.asyncDispose]: () => agent.all.close() };
      await using client = { of: new Client(url), [Symbol.asyncDispose]: () => client.of.close() };
      return [
        await chunksOf(request(`${url}/text`, { method: 'POST', body: 'hello', query: { a: [1, 2] } })),
        await chunksOf(request(`${url}/stream`, { method: 'PUT', body: Readable.from(stream()) })),
        await chunksOf(request(`${url}/head`, { method: 'HEAD' })),
        await chunksOf(request(`${url}/broken`)),
        await chunksOf(request('http://127.0.0.1:1/')),
        await Promise.all(
          [1, 2, 3].map(async (id) => (await request(`${url}/queued/${id}`, { dispatcher: agent.all })).body.text()),
        ),
        await chunksOf(client.of.request({ path: '/client', method: 'GET', headers: ['x-a', 'b'] })),
        await (await fetch(`${url}/fetch`, { method: 'POST', body: JSON.stringify({ a: 1 }) })).text(),
      ];
    };
    const [recorded, played] = await both(`undici ${version}`, server, ask);
    expect(played).toEqual(recorded);
    expect(recorded?.[0]).toEqual([200, 'test', 'one ', 'POST /text?a=1&a=2 hello']);
    expect(recorded?.[3]).toContain('UND_ERR_SOCKET');
    expect(recorded?.[4]).toContain('ECONNREFUSED');
    await expect(replay(join(root, `undici ${version}`), () => request(`${url}/other`))).rejects.toThrow(
      `GET ${url}/other was not recorded`,
    );
  });
});

it('a `fetch` that was kept before is recorded and played as well', async () => {
  const server = await startServer();
  const ask = async (): Promise<string> => (await keptFetch(`${server.url}/kept`)).text();
  const [recorded, played] = await both('kept', server, ask);
  expect([recorded, played]).toEqual(['one GET /kept ', 'one GET /kept ']);
});

it('a copy of undici inside a bundle is told of, and does not reach the network while answers are played', async () => {
  const server = await startServer();
  const bundle = join(root, 'bundle.cjs');
  await build({
    stdin: {
      contents:
        "const { Agent, request } = require('undici');\nexports.ask = async (url) => (await request(url, { dispatcher: new Agent() })).body.text();",
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    platform: 'node',
    outfile: bundle,
    logLevel: 'error',
  });
  const { ask } = (await import(bundle)) as { readonly ask: (url: string) => Promise<string> };
  const warning = once(process, 'warning') as Promise<[Error]>;
  const run = async (): Promise<string> => ask(`${server.url}/bundled`);
  expect((await record(join(root, 'bundled'), run)).result).toBe('one GET /bundled ');
  expect((await warning)[0].message).toContain(
    `GET ${server.url}/bundled was sent by a copy of fetch or of undici that cannot be recorded, so ${root}`,
  );
  let asked = 0;
  server.on('request', () => void (asked += 1));
  await expect(replay(join(root, 'bundled'), run)).rejects.toThrow(
    'so it cannot be answered. Load @bud/testing/record',
  );
  expect(asked).toBe(0);
  server.close();
});

describe('node:http2', () => {
  /** As gRPC answers: frames, and a status behind them. */
  async function startHttp2(): Promise<Http2Server & { readonly url: string }> {
    const server = http2.createServer();
    server.on('stream', (stream, headers) => {
      stream.on('error', () => {});
      void (async () => {
        const body: Buffer[] = [];
        for await (const chunk of stream) body.push(chunk as Buffer);
        if (headers[':path'] === '/refused') return stream.close(http2.constants.NGHTTP2_REFUSED_STREAM);
        if (headers[':path'] === '/trailers-only') return stream.respond({ 'grpc-status': '5' }, { endStream: true });
        stream.respond({ ':status': 200, 'x-kind': 'test' }, { waitForTrailers: true });
        stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
        stream.write('one ');
        await setTimeout(5);
        if (headers[':path'] === '/broken') stream.close(http2.constants.NGHTTP2_CANCEL);
        else stream.end(`${headers[':method']} ${headers[':path']} ${Buffer.concat(body).toString()}`);
        return undefined;
      })();
    });
    return Object.assign(server, { url: await listen(server) });
  }

  async function ask(session: ClientHttp2Session, path: string, body = ''): Promise<readonly unknown[]> {
    const stream = session.request({ ':method': 'POST', ':path': path, 'x-a': 'b' });
    const seen: unknown[] = [Object.keys(stream.sentHeaders).includes('bud-played')];
    stream.on('response', (head) => seen.push(head[':status'], head['x-kind'], head['grpc-status']));
    stream.on('data', (chunk: Buffer) => void seen.push(chunk.toString()));
    stream.on('trailers', (trailers) => void seen.push(Object.fromEntries(Object.entries(trailers))));
    stream.on('error', (error: NodeJS.ErrnoException) => void seen.push(error.message, error.code));
    stream.end(body);
    await new Promise<void>((resolve) => void stream.on('close', resolve));
    return [...seen, stream.rstCode];
  }

  it('is played frame by frame as it was recorded, with what stands behind the body', async () => {
    const server = await startHttp2();
    const run = async (): Promise<readonly unknown[]> => {
      const session = http2.connect(server.url);
      const paths = ['/text', '/trailers-only', '/broken', '/refused'];
      const seen: unknown[] = [];
      for (const path of paths) seen.push(await ask(session, path, 'hello'));
      seen.push(...(await Promise.all([1, 2, 3].map((id) => ask(session, `/at-once/${id}`)))));
      session.close();
      return seen;
    };
    const [recorded, played] = await both('http2', server, run);
    expect(played).toEqual(recorded);
    expect(recorded?.slice(0, 2)).toEqual([
      [false, 200, 'test', undefined, 'one ', 'POST /text hello', { 'grpc-status': '0' }, 0],
      [false, 200, undefined, '5', 0],
    ]);
  });

  it('a request that was not recorded fails with the nearest one', async () => {
    const server = await startHttp2();
    const folder = join(root, 'http2 nearest');
    const run = (path: string) => async (): Promise<unknown> => {
      const session = http2.connect(server.url);
      const seen = await ask(session, path);
      session.close();
      return seen;
    };
    await record(folder, run('/text'));
    await expect(replay(folder, run('/test'))).rejects.toThrow('The nearest recorded request is 1, and differs');
    const open = http2.connect(server.url);
    onTestFinished(() => {
      open.destroy();
      server.close();
    });
    await expect(replay(folder, () => ask(open, '/text'))).rejects.toThrow(
      'A session of node:http2 was opened before its answers were played, so it cannot be answered.',
    );
  });
});

it.each<[string, () => unknown]>([
  ['a generator', () => generated()],
  ['a stream of Node', () => Readable.from(['so ', 'much'])],
])('the body of a fetch that is %s arrives, and is recorded', async (name, body) => {
  const server = await startServer();
  const [recorded, played] = await both(`body-${name}`, server, async () => {
    // Proof of the cast: Node's own `fetch` wants to know that it sends first.
    const init = { method: 'POST', body: body(), duplex: 'half' } as RequestInit;
    return await (await fetch(`${server.url}/`, init)).text();
  });
  expect(recorded).toBe('one POST / so much');
  expect(played).toBe(recorded);
});

async function* generated(): AsyncGenerator<Uint8Array> {
  for (const part of ['so ', 'much']) yield await Promise.resolve(new TextEncoder().encode(part));
}

it('requests of node:http with the defaults of Node, and of IPv6, are recorded', async () => {
  const server = createServer((asked, response) => void response.end(`${asked.method} ${asked.url}`));
  await new Promise<void>((resolve) => void server.listen(0, '::1', resolve));
  const { port } = server.address() as AddressInfo;
  const ask = async (options: http.RequestOptions | string): Promise<string> =>
    new Promise((resolve, reject) => {
      const asked = http.get(options, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve(text));
      });
      asked.on('error', reject);
    });
  const [recorded, played] = await both('ipv6', server, async () => [
    await ask(`http://[::1]:${port}/url`),
    await ask({ host: '::1', port, path: '/options', protocol: undefined }),
  ]);
  expect(recorded).toEqual(['GET /url', 'GET /options']);
  expect(played).toEqual(recorded);
});

it('what asks for another protocol goes on as it is', async () => {
  const server = createServer();
  server.on('upgrade', (_asked, socket) => {
    socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nhello');
  });
  const url = await listen(server);
  const { result } = await record(join(root, 'upgrade'), async () => {
    const asked = http.get(url, { headers: { Connection: 'Upgrade', Upgrade: 'echo' } });
    const [response] = (await once(asked, 'upgrade')) as [http.IncomingMessage, unknown];
    return response.statusCode;
  });
  expect(result).toBe(101);
  server.close();
  server.closeAllConnections();
});
