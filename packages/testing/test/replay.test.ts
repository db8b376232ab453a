import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http, { createServer, type Server } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { track } from '@bud/observe';
import OpenAI from 'openai';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { modelServer } from '@bud/testing/llm';
import { record, replay } from '@bud/testing/replay';
import { planted } from '../../value/test/secret/planted.ts';

const root = mkdtempSync(join(tmpdir(), 'bud-replay-'));
afterAll(() => rmSync(root, { recursive: true }));

/** What the servers of these tests answer: each chunk is a write of its own. */
const answers: Readonly<Record<string, readonly (string | Buffer)[]>> = {
  '/text': ['plain'],
  '/chunks': ['data: {"a":1}\n\n', 'data: grü', Buffer.from([0xc3]), Buffer.from([0x9f, 0x65]), '\n\n'],
  '/bytes': [Buffer.from([0, 255, 1]), Buffer.from([254])],
};

let server: Server;
let url: string;
let asked = 0;
beforeEach(async () => {
  asked = 0;
  server = createServer((request, response) => {
    void (async () => {
      asked += 1;
      const body: Buffer[] = [];
      for await (const chunk of request) body.push(chunk as Buffer);
      const path = request.url ?? '';
      if (path.startsWith('/echo')) {
        for (const chunk of piecesOf(Buffer.concat(body))) response.write(chunk);
        response.end();
        return;
      }
      if (path === '/broken') {
        response.write('half');
        setTimeout(() => response.destroy(), 20);
        return;
      }
      if (path === '/gzip') {
        response
          .setHeader('content-encoding', 'gzip')
          .end(gzipSync('{"apiKey":"sk-proj-aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1x"}'));
        return;
      }
      for (const chunk of answers[path] ?? [`asked ${asked}`]) {
        response.write(chunk);
        await new Promise((resolve) => void setTimeout(resolve, 5));
      }
      response.end();
    })();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => void server.close());

/** So that secrets are torn. */
function piecesOf(whole: Buffer): readonly Buffer[] {
  return Array.from({ length: Math.ceil(whole.length / 11) }, (_, index) =>
    whole.subarray(index * 11, index * 11 + 11),
  );
}

/** Records with the server, then plays without it. */
async function both<Result>(name: string, fn: () => Promise<Result>): Promise<readonly [Result, Result]> {
  const folder = join(root, name);
  const recorded = await record(folder, fn);
  server.close();
  server.closeAllConnections();
  const played = await replay(folder, fn);
  expect(played.diff.differences).toEqual([]);
  expect(played.unasked).toEqual([]);
  if (recorded.error !== undefined) throw recorded.error;
  return [recorded.result as Result, played.result as Result];
}

async function chunksByFetch(path: string): Promise<readonly string[]> {
  const response = await fetch(`${url}${path}`, { method: 'POST', body: 'question' });
  const chunks: string[] = [String(response.status), response.url];
  for await (const chunk of response.body ?? []) chunks.push(Buffer.from(chunk as Uint8Array).toString('hex'));
  return chunks;
}

async function chunksByHttp(path: string): Promise<readonly string[]> {
  return await new Promise((resolve, reject) => {
    const request = http.request(`${url}${path}`, { method: 'POST' }, (response) => {
      const chunks: string[] = [String(response.statusCode)];
      response.on('data', (chunk: Buffer) => void chunks.push(chunk.toString('hex')));
      response.on('error', reject);
      response.on('end', () => resolve(chunks));
    });
    request.on('error', reject);
    request.write('quest');
    request.end('ion');
  });
}

describe.each([
  ['fetch', chunksByFetch],
  ['node:http', chunksByHttp],
] as const)('by %s', (name, ask) => {
  it.each(Object.keys(answers))('%s is played in the chunks that came, to the byte', async (path) => {
    const [recorded, played] = await both(`${name.replace(':', '-')}${path}`, () => ask(path));
    expect(played).toEqual(recorded);
    expect(recorded.length).toBeGreaterThan(1);
  });

  it('the same question gets its answers in order', async () => {
    const [recorded, played] = await both(`${name.replace(':', '-')}/twice`, async () => [
      await ask('/x'),
      await ask('/x'),
    ]);
    expect(played).toEqual(recorded);
    expect(recorded[0]).not.toEqual(recorded[1]);
  });

  it('an answer that broke off breaks off', async () => {
    const caught = async (): Promise<unknown> => ask('/broken').catch((error: Error) => error.message);
    const [recorded, played] = await both(`${name.replace(':', '-')}/broken`, caught);
    expect(played).toBe(recorded);
  });

  it('a connection that failed fails', async () => {
    const caught = async (): Promise<unknown> => {
      try {
        return await ask('/nobody');
      } catch (error) {
        const { message, cause } = error as Error;
        return [message, (cause as NodeJS.ErrnoException | undefined)?.code ?? (error as NodeJS.ErrnoException).code];
      }
    };
    server.close();
    server.closeAllConnections();
    const [recorded, played] = await both(`${name.replace(':', '-')}/failed`, caught);
    expect(recorded).toContain('ECONNREFUSED');
    expect(played).toEqual(recorded);
  });

  it('what was compressed stands in the fixture as text, without secrets', async () => {
    const folder = join(root, name.replace(':', '-'), 'gzip');
    await record(folder, () => ask('/gzip'));
    expect(readFileSync(join(folder, 'wire.jsonl'), 'utf8')).toContain(String.raw`{\"apiKey\":\"[REDACTED]\"}`);
  });
});

it('a request that was not recorded fails, with the nearest one shown, even if the program goes on', async () => {
  const folder = join(root, 'unrecorded');
  const ask = async (...queries: readonly string[]): Promise<unknown> => {
    const post = async (query: string): Promise<string> => {
      const body = JSON.stringify({ model: 'm', messages: [{ content: query }] });
      return (await fetch('http://models.test/chat', { method: 'POST', body })).text();
    };
    return await Promise.all(queries.map((query) => post(query).catch((error: Error) => error.message)));
  };
  await record(folder, () => ask('tomatoes', 'roses'));
  const lines = `POST http://models.test/chat was not recorded in ${folder}. The nearest recorded request is`;
  await expect(replay(folder, () => ask('weeds'))).rejects.toThrow(lines);
  await expect(replay(folder, () => ask('weeds'))).rejects.toThrow(
    /and differs:\n\n- {7}"content": "(?:tomatoes|roses)"\n\+ {7}"content": "weeds"/,
  );
  await expect(replay(folder, () => ask('roses', 'roses'))).rejects.toThrow('is asked more often than it was recorded');
  expect((await replay(folder, () => ask('roses'))).unasked).toEqual(['POST http://models.test/chat']);
});

it('shows how the trace of a played run differs', async () => {
  const work = track({ name: 'work', params: ['hours'] }, async (_hours: number) => 'done');
  const folder = join(root, 'diff');
  await record(folder, () => work(1));
  expect(String((await replay(folder, () => work(2))).diff)).toBe(
    '~ work(hours: 2) → "done"\n~     input.hours: 1 → 2',
  );
});

it('plays what was recorded over https', async () => {
  const ask = (module: typeof http | typeof https, address: string) => async (): Promise<readonly unknown[]> =>
    new Promise((resolve, reject) => {
      const request = module.get(address, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => void chunks.push(chunk));
        response.on('end', () => resolve([response.statusCode, Buffer.concat(chunks).toString()]));
      });
      request.on('error', reject);
    });
  const folder = join(root, 'https');
  const { result } = await record(folder, ask(http, `${url}/text`));
  const wire = join(folder, 'wire.jsonl');
  const { host } = new URL(url);
  writeFileSync(wire, readFileSync(wire, 'utf8').replace(`http://${host}`, 'https://models.test'));
  expect((await replay(folder, ask(https, 'https://models.test/text'))).result).toEqual(result);
});

it('a form with a file is played, whatever its boundary, and holds no secret', async () => {
  const send = async (): Promise<number> => {
    const form = new FormData();
    form.set('password', 'plainword');
    form.set('note', 'my key is sk-proj-aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1x');
    form.set('file', new Blob([Buffer.from([0xff, 0xd8, 0xff])]), 'photo.jpg');
    return (await fetch(`${url}/text`, { method: 'POST', body: form })).status;
  };
  const [recorded, played] = await both('form', send);
  expect(played).toBe(recorded);
  const [{ request }] = readFileSync(join(root, 'form/wire.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { request: { body: { base64: string } } }) as [
    { request: { body: { base64: string } } },
  ];
  const body = Buffer.from(request.body.base64, 'base64').toString('latin1');
  expect(body).toContain('photo.jpg');
  expect(body).not.toMatch(/plainword|aB3dE5/);
});

it('recordings and plays at the same time do not mix', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `at once ${index}`);
  const ask = (name: string) => async (): Promise<unknown> => (await fetch(url, { method: 'POST', body: name })).text();
  const recorded = await Promise.all(names.map((name) => record(join(root, name), ask(name))));
  const played = await Promise.all(names.map((name) => replay(join(root, name), ask(name))));
  expect(played.map(({ result }) => result)).toEqual(recorded.map(({ result }) => result));
});

it('plays a real client a hundred times: the same chunks, the same trace', async () => {
  const models = await modelServer(
    {
      tools: [{ name: 'forecast', arguments: { city: 'Vienna' }, id: 'call_1' }],
      usage: { inputTokens: 9, outputTokens: 4 },
    },
    { text: 'It will be sunny in Vienna.', chunkSize: 7 },
  );
  const client = new OpenAI({ baseURL: models.openaiUrl, apiKey: 'sk-proj-aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1x' });
  const answer = track({ name: 'answer', type: 'agent', params: ['question'] }, async (content: string) => {
    const messages = [{ role: 'user' as const, content }];
    const { choices } = await client.chat.completions.create({ model: 'gpt-4o', messages });
    const stream = await client.chat.completions.create({ model: 'gpt-4o', messages, stream: true });
    const parts: unknown[] = [choices[0]?.message.tool_calls];
    for await (const part of stream) parts.push(part);
    return parts;
  });
  const folder = join(root, 'openai');
  const recorded = await record(folder, () => answer('How will it be?'));
  await models.stop();
  expect(recorded.error).toBeUndefined();
  for (let time = 0; time < 100; time++) {
    const { result, diff } = await replay(folder, () => answer('How will it be?'));
    expect(result).toEqual(recorded.result);
    expect(diff.isEqual).toBe(true);
  }
});

it('no secret of the corpus stands in a fixture, wherever it was', async () => {
  const folder = join(root, 'secrets');
  const { error } = await record(folder, async () => {
    for (const { text } of planted) {
      // A server takes no longer ones.
      const query = text.length > 2000 ? '' : encodeURIComponent(text);
      const path = `/echo?text=${query}`;
      const body = JSON.stringify({ messages: [{ role: 'user', content: text }] });
      const headers = { authorization: `Bearer ${btoa(query)}` };
      const response = await fetch(url + path, { method: 'POST', body, headers });
      expect(await response.json()).toEqual(JSON.parse(body));
    }
  });
  expect(error).toBeUndefined();
  const lines = readFileSync(join(folder, 'wire.jsonl'), 'utf8').split('\n');
  expect(lines.length).toBe(planted.length + 1);
  const shown = planted.filter(({ secrets }, index) =>
    secrets.some((secret) => lines[index]?.includes(secret) || lines[index]?.includes(encodeURIComponent(secret))),
  );
  expect(shown.map(({ what }) => what)).toEqual([]);
});
