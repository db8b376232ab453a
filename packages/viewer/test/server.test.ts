import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { startViewer, type Viewer, type ViewerOptions } from '@bud/viewer';
import { lineOf, traceIdOf } from '../../../test/viewer/otlp.ts';
import { Unpacking, type UnpackedTrace } from '../src/packed/unpack.ts';

const folder = mkdtempSync(join(tmpdir(), 'bud-viewer-'));
afterAll(() => rmSync(folder, { recursive: true }));

const viewers: Viewer[] = [];
afterEach(async () => {
  for (const viewer of viewers.splice(0)) await viewer.close();
});

async function start(options: ViewerOptions = {}): Promise<Viewer> {
  const viewer = await startViewer({ port: 0, environment: {}, ...options });
  viewers.push(viewer);
  return viewer;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Asks with any headers: `fetch` does not let a program say its own `Host`. */
function ask(
  endpoint: string,
  path: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(endpoint);
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ hostname, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

const json = { 'content-type': 'application/json' };
const line = lineOf(7, [{ id: 1, name: 'greet', ms: 3 }]);

async function names({ endpoint }: Viewer): Promise<readonly string[]> {
  const { body } = await ask(endpoint, '/__bud/api/traces');
  return (JSON.parse(body) as { traces: { name: string }[] }).traces.map(({ name }) => name);
}

describe('who may ask', () => {
  test('a page of another site whose name leads here is refused', async () => {
    const { endpoint } = await start();
    const host = `evil.example:${new URL(endpoint).port}`;
    for (const path of ['/__bud/', '/__bud/api/traces', '/__bud/api/live', '/v1/traces'])
      expect(await ask(endpoint, path, { headers: { host } })).toMatchObject({ status: 403 });
  });

  test.each(['http://evil.example', 'null', 'http://127.0.0.1.evil.example', 'https://localhost.evil.example'])(
    'the origin %s gets nothing, and leaves nothing',
    async (origin) => {
      const viewer = await start();
      const { endpoint } = viewer;
      const sent = await ask(endpoint, '/v1/traces', { method: 'POST', headers: { ...json, origin }, body: line });
      expect(sent.status).toBe(403);
      expect(sent.headers['access-control-allow-origin']).toBeUndefined();
      expect((await ask(endpoint, '/__bud/api/traces', { headers: { origin } })).status).toBe(403);
      expect(await names(viewer)).toEqual([]);
    },
  );

  test('a page of this machine may send spans, and read nothing', async () => {
    const viewer = await start();
    const { endpoint } = viewer;
    const origin = 'http://localhost:5173';
    const asked = await ask(endpoint, '/v1/traces', { method: 'OPTIONS', headers: { origin } });
    expect(asked).toMatchObject({ status: 204, headers: { 'access-control-allow-origin': origin } });
    const sent = await ask(endpoint, '/v1/traces', { method: 'POST', headers: { ...json, origin }, body: line });
    expect(sent).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': origin } });
    expect((await ask(endpoint, '/__bud/api/traces', { headers: { origin } })).status).toBe(403);
    expect(await names(viewer)).toEqual(['greet']);
  });

  test('another address than the loopback needs the token', async () => {
    const { endpoint, url } = await start({ host: '0.0.0.0' });
    const local = endpoint.replace('0.0.0.0', '127.0.0.1');
    const token = new URL(url).searchParams.get('token') ?? '';
    expect(token).toHaveLength(32);
    for (const path of ['/__bud/', '/__bud/api/traces', `/__bud/?token=${token.slice(1)}`])
      expect((await ask(local, path)).status).toBe(401);
    expect((await ask(local, '/v1/traces', { method: 'POST', headers: json, body: line })).status).toBe(401);
    const authorization = `Bearer ${token}`;
    const sent = await ask(local, '/v1/traces', { method: 'POST', headers: { ...json, authorization }, body: line });
    expect(sent.status).toBe(200);
    const opened = await ask(local, `/__bud/?token=${token}`);
    expect(opened).toMatchObject({ status: 303, headers: { location: '/__bud/' } });
    const [cookie = ''] = opened.headers['set-cookie'] as string[];
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect((await ask(local, '/__bud/', { headers: { cookie: cookie.split(';')[0] ?? '' } })).status).toBe(200);
  });

  test('it listens on the loopback only', async () => {
    const { endpoint } = await start();
    const others = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of others)
      await expect(ask(endpoint.replace('127.0.0.1', address), '/__bud/')).rejects.toThrow('ECONNREFUSED');
  });
});

describe('what is asked', () => {
  test.each(['//', '/\\', '//evil.example/__bud/', '/__bud/%', '/v1/../__bud', '/%00'])(
    'the path %s ends nothing, from nobody',
    async (path) => {
      const { endpoint } = await start();
      for (const host of ['evil.example', new URL(endpoint).host])
        expect((await ask(endpoint, path, { headers: { host } })).status).toBeGreaterThan(399);
      expect((await ask(endpoint, '/__bud/')).status).toBe(200);
    },
  );

  test('a roll-up has those with most of what is asked for, of however many', async () => {
    const { endpoint } = await start();
    const spans = Array.from({ length: 600 }, (_, index) => ({
      id: index + 1,
      name: `step ${index}`,
      ms: index + 1,
      attributes: { 'gen_ai.usage.cost': index === 0 ? 99 : 0 },
    }));
    await ask(endpoint, '/v1/traces', { method: 'POST', headers: json, body: lineOf(7, spans) });
    const rollUp = async (words: string): Promise<{ groups: { name: string }[]; total: number }> =>
      JSON.parse((await ask(endpoint, `/__bud/api/rollup?${words}`)).body) as never;
    expect(await rollUp('most=costUsd')).toMatchObject({ total: 600, groups: { length: 300, 0: { name: 'step 0' } } });
    expect(await rollUp('')).toMatchObject({ groups: { 0: { name: 'step 599' } } });
    expect((await ask(endpoint, '/__bud/api/rollup?most=love')).status).toBe(400);
  });
});

describe('what is taken', () => {
  test.each([
    ['no JSON', json, '{', 400],
    ['no protobuf', { 'content-type': 'application/x-protobuf' }, '\x0a\xff\xff\xff\xff\xff', 400],
    ['another type', { 'content-type': 'text/plain' }, line, 415],
    ['an unknown encoding', { ...json, 'content-encoding': 'zstd' }, line, 415],
    ['a wrong encoding', { ...json, 'content-encoding': 'gzip' }, line, 400],
    ['a bomb', { ...json, 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(65 * 2 ** 20)), 413],
  ])('%s is refused', async (_what, headers, body, status) => {
    const { endpoint } = await start();
    expect((await ask(endpoint, '/v1/traces', { method: 'POST', headers, body })).status).toBe(status);
  });

  test('a body that is too large is refused before it has come', async () => {
    const { endpoint } = await start();
    const headers = { ...json, 'content-length': String(17 * 2 ** 20) };
    const answer = new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(endpoint).port), '127.0.0.1');
      socket.once('data', (data) => {
        resolve(String(data));
        socket.destroy();
      });
      const lines = Object.entries({ host: '127.0.0.1', ...headers }).map(([name, value]) => `${name}: ${value}`);
      socket.write(`POST /v1/traces HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n{`);
    });
    expect(await answer).toMatch(/^HTTP\/1.1 413 /);
  });

  test('what is received is kept as lines, and read again by the next viewer', async () => {
    const keepIn = join(folder, 'kept/trace.jsonl');
    const { endpoint } = await start({ keepIn });
    const headers = { ...json, 'content-encoding': 'gzip' };
    const body = gzipSync(line);
    expect((await ask(endpoint, '/v1/traces', { method: 'POST', headers, body })).status).toBe(200);
    expect(readFileSync(keepIn, 'utf8')).toBe(`${JSON.stringify(JSON.parse(line))}\n`);
    expect(await names(await start({ files: [keepIn] }))).toEqual(['greet']);
  });

  test('a line that was cut off by a crash spoils neither itself alone nor the next', async () => {
    const keepIn = join(folder, 'cut.jsonl');
    writeFileSync(keepIn, `${line}\n{"resourceSpans":[{"sco`);
    const { endpoint } = await start({ keepIn, files: [keepIn] });
    const next = lineOf(8, [{ id: 1, name: 'leave', ms: 1 }]);
    await ask(endpoint, '/v1/traces', { method: 'POST', headers: json, body: next });
    expect(await names(await start({ files: [keepIn] }))).toEqual(['leave', 'greet']);
  });

  test('a full disk is said once, and what came is shown', async () => {
    const keepIn = join(folder, 'full.jsonl');
    if (!existsSync('/dev/full')) return;
    symlinkSync('/dev/full', keepIn);
    const said: string[] = [];
    const viewer = await start({ keepIn, report: (message) => said.push(message) });
    for (const body of [line, lineOf(8, [{ id: 1, name: 'leave', ms: 1 }])])
      expect((await ask(viewer.endpoint, '/v1/traces', { method: 'POST', headers: json, body })).status).toBe(200);
    expect(said).toEqual([`${keepIn} cannot be written (ENOSPC): new traces are shown, and not kept.`]);
    expect(await names(viewer)).toEqual(['leave', 'greet']);
  });

  test('a file that grows is followed', async () => {
    const path = join(folder, 'grows.jsonl');
    const viewer = await start({ files: [path] });
    expect(await names(viewer)).toEqual([]);
    writeFileSync(path, `${line}\n`);
    await expect.poll(async () => await names(viewer)).toEqual(['greet']);
  });
});

describe('what is answered', () => {
  test('no file outside of the page', async () => {
    const { endpoint } = await start({ root: folder });
    for (const path of [
      '/etc/passwd',
      '/__bud/../../etc/passwd',
      '/__bud/%2e%2e/package.json',
      '/__bud/__proto__',
      '/__bud//etc/passwd',
    ])
      expect((await ask(endpoint, path)).status, path).toBe(404);
  });

  test('no file outside of the project is opened in an editor', async () => {
    const editor = join(folder, 'code');
    const opened = join(folder, 'opened');
    writeFileSync(editor, `#!/bin/sh\necho "$2" >> ${opened}\n`, { mode: 0o755 });
    const root = mkdtempSync(join(folder, 'project-'));
    writeFileSync(join(root, 'main.ts'), '');
    symlinkSync('/etc/passwd', join(root, 'link.ts'));
    const { endpoint } = await start({ root, environment: { EDITOR: editor } });
    const open = async (file: unknown): Promise<number> =>
      (
        await ask(endpoint, '/__bud/api/open', {
          method: 'POST',
          headers: json,
          body: JSON.stringify({ file, line: 3 }),
        })
      ).status;
    for (const file of ['/etc/passwd', '../../../etc/passwd', 'link.ts', 'missing.ts', '.'])
      expect(await open(file), file).toBe(404);
    expect(await open(7)).toBe(400);
    expect(await open('main.ts')).toBe(200);
    await expect.poll(() => existsSync(opened) && readFileSync(opened, 'utf8')).toBe(`${join(root, 'main.ts')}:3\n`);
    const form = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"file":"main.ts"}' };
    expect((await ask(endpoint, '/__bud/api/open', form)).status).toBe(415);
  });

  test('the page forbids everything that it does not hold itself', async () => {
    const { endpoint } = await start();
    const { headers, body } = await ask(endpoint, '/__bud/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+';/);
    expect(policy).not.toContain('unsafe');
    expect(gzipSync(body).length).toBeLessThan(150_000);
    expect((await ask(endpoint, '/__bud/', { headers: { 'if-none-match': String(headers['etag']) } })).status).toBe(
      304,
    );
  });

  test('a client that is killed while it listens takes nobody with it', async () => {
    const viewer = await start();
    const socket = connect(Number(new URL(viewer.endpoint).port), '127.0.0.1');
    const connected = new Promise((resolve) => socket.once('data', resolve));
    socket.write('GET /__bud/api/live HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await connected;
    socket.resetAndDestroy();
    await ask(viewer.endpoint, '/v1/traces', { method: 'POST', headers: json, body: line });
    await setTimeout(200);
    expect(await names(viewer)).toEqual(['greet']);
  });

  test('who listens learns which trace has changed', async () => {
    const { endpoint } = await start();
    const live = await fetch(`${endpoint}/__bud/api/live`);
    const reader = live.body!.pipeThrough(new TextDecoderStream()).getReader();
    await reader.read();
    await ask(endpoint, '/v1/traces', { method: 'POST', headers: json, body: line });
    expect((await reader.read()).value).toContain(`"traceIds":["${traceIdOf(7)}"]`);
    await reader.cancel();
  });

  test('of a trace that grows only what is new is sent', async () => {
    const { endpoint } = await start();
    const trace = async (after: number): Promise<UnpackedTrace<{ readonly revision: number }>> => {
      const { body } = await ask(endpoint, `/__bud/api/trace?id=${traceIdOf(7)}&after=${after}`);
      const reading = new Unpacking<{ readonly revision: number }>();
      return body
        .trimEnd()
        .split('\n')
        .map((written) => reading.read(written))
        .at(-1)!;
    };
    await ask(endpoint, '/v1/traces', { method: 'POST', headers: json, body: lineOf(7, [{ id: 1, name: 'greet' }]) });
    const { about, spans } = await trace(0);
    expect(spans).toMatchObject([{ name: 'greet', isOpen: true }]);
    const more = lineOf(7, [
      { id: 1, name: 'greet', ms: 9 },
      { id: 2, parent: 1, name: 'wave', ms: 2 },
    ]);
    await ask(endpoint, '/v1/traces', { method: 'POST', headers: json, body: more });
    expect((await trace(about.revision)).spans).toMatchObject([
      { name: 'greet', isOpen: false },
      { name: 'wave', isOpen: false },
    ]);
    expect((await ask(endpoint, '/__bud/api/trace?id=none')).status).toBe(404);
  });
});
