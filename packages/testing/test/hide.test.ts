import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as zlib from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { record, replay } from '@bud/testing/replay';
import { hideInText, hideInWords } from '../src/wire/hide.ts';
import { hideInBytes } from '../src/wire/hide-in-bytes.ts';
import { planted } from '../../value/test/secret/planted.ts';

async function asked(
  write: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Promise<{
  readonly fixture: string;
  readonly received: string;
  readonly played: string | undefined;
  readonly failed: unknown;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'bud-hide-'));
  const server = createServer((_, response) => void response.writeHead(200, headers).end(write));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });
  const { port } = server.address() as AddressInfo;
  const ask = async (): Promise<string> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => void chunks.push(chunk));
        response.on('end', () => resolve(Buffer.concat(chunks).toString('latin1')));
      });
      sent.on('error', reject);
      sent.end();
    });
  const { result = '' } = await record(folder, ask);
  const { result: played, error: failed } = await replay(folder, ask);
  return { fixture: readFileSync(join(folder, 'wire.jsonl'), 'utf8'), received: result, played, failed };
}

/** How models stream: the same place of each frame holds the next tokens. */
const streams: Readonly<Record<string, (tokens: readonly string[]) => string>> = {
  'OpenAI chat': (tokens) =>
    events(tokens.map((content) => ({ id: 'chatcmpl-1', choices: [{ index: 0, delta: { content } }] }))),
  'arguments of a tool': (tokens) =>
    events(
      tokens.map((part) => ({ choices: [{ delta: { tool_calls: [{ index: 0, function: { arguments: part } }] } }] })),
    ),
  Anthropic: (tokens) =>
    events(tokens.map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }))),
  'Gemini, as one array': (tokens) =>
    JSON.stringify(
      tokens.map((text) => ({ candidates: [{ content: { parts: [{ text }] } }] })),
      null,
      1,
    ),
  'Ollama, as lines': (tokens) => tokens.map((response) => `${JSON.stringify({ response })}\n`).join(''),
};

function events(frames: readonly object[]): string {
  return frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join('');
}

it.each(Object.entries(streams))(
  'no secret of the corpus that is streamed token by token stands in a fixture: %s',
  (_, stream) => {
    const shown = planted.filter(({ text, secrets }) => {
      const body = hideInText(stream(['Here: ', ...(text.match(/.{1,4}/gsu) ?? []), ' and ', 'that was all.']));
      return secrets.some((secret) => wordsIn(body).includes(secret));
    });
    expect(shown.map(({ what }) => what)).toEqual([]);
  },
);

/** All that the frames say, one after the other, without what is the same in each. */
function wordsIn(body: string): string {
  const strings = (part: unknown): string =>
    typeof part === 'string'
      ? part
      : typeof part === 'object' && part !== null
        ? Object.values(part).map(strings).join('')
        : '';
  const frames = body.startsWith('[') ? [body] : body.split('\n').filter(Boolean);
  const words = frames.map((line) => strings(JSON.parse(line.replace(/^data: /, '')))).join('');
  return words.replaceAll(/chatcmpl-1|content_block_delta|text_delta/g, '');
}

it('what is not a secret stays in its frame', async () => {
  const tokens = ['The key ', 'is sk-pr', 'oj-aB3dE5fG7hJ9', 'kL1mN3pQ5rS7tU9vW1x', ', and ', 'more'];
  const { fixture } = await asked(events(tokens.map((text) => ({ text }))));
  const { response } = JSON.parse(fixture) as { response: { body: { text: string } } };
  expect(response.body.text).toBe(
    events(['The key ', 'is [REDACTED]', '', '', ', and ', 'more'].map((text) => ({ text }))),
  );
});

const secret = '{"apiKey":"sk-proj-aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1x"}';
const zstdCompress = Reflect.get(zlib, 'zstdCompressSync') as ((text: string) => Buffer) | undefined;

it.each([
  ['gzip', zlib.gzipSync(secret)],
  ['deflate', zlib.deflateSync(secret)],
  ['br', zlib.brotliCompressSync(secret)],
  // Made by the reference implementation.
  [
    'zstd',
    zstdCompress?.(secret) ??
      Buffer.from('KLUv/SA0oQEAeyJhcGlLZXkiOiJzay1wcm9qLWFCM2RFNWZHN2hKOWtMMW1OM3BRNXJTN3RVOXZXMXgifQ==', 'base64'),
  ],
])('a body encoded as %s holds no secret in the fixture, or is refused', async (encoding, body) => {
  const { fixture, failed } = await asked(body, { 'content-encoding': encoding });
  expect(fixture).not.toContain(body.toString('base64'));
  expect(fixture).not.toContain('sk-proj');
  if (encoding === 'zstd' && zstdCompress === undefined)
    expect(String(failed)).toContain(
      'the body was encoded as zstd, in which this version of Node cannot look for secrets',
    );
  else expect(fixture).toContain(String.raw`{\"apiKey\":\"[REDACTED]\"}`);
});

it('a compressed body that broke off is read as far as it came', async () => {
  const whole = zlib.gzipSync(`${secret}${'plain words '.repeat(2000)}`);
  const { fixture } = await asked(whole.subarray(0, whole.length - 12), { 'content-encoding': 'gzip' });
  expect(fixture).toContain('[REDACTED]');
});

/** How formats that are no text write a string. */
const binary: Readonly<Record<string, (text: Buffer) => Buffer>> = {
  'protocol buffers': (text) => Buffer.concat([Buffer.from([0x0a]), varint(text.length), text]),
  'protocol buffers, behind a string': (text) =>
    Buffer.concat([Buffer.from('\n\u0006gpt-4o"'), varint(text.length), text, Buffer.from('2\u00012')]),
  MessagePack: (text) => Buffer.concat([Buffer.from([0xda, text.length >> 8, text.length & 0xff]), text]),
  'MessagePack, short': (text) => Buffer.concat([Buffer.from([0xd9, Math.min(text.length, 255)]), text]),
  'a frame of gRPC': (text) => {
    const head = Buffer.alloc(5);
    head.writeUInt32BE(text.length, 1);
    return Buffer.concat([head, text]);
  },
};

function varint(value: number): Buffer {
  return Buffer.from(value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >> 7)]);
}

it.each(Object.entries(binary))('no secret of the corpus stands in a body that is no text: %s', (_, write) => {
  const shown = planted.filter(({ text, secrets }) => {
    const body = Buffer.concat([Buffer.from([0xff, 0xfe]), write(Buffer.from(text)), Buffer.from([0xff, 0])]);
    const hidden = Buffer.from(hideInBytes(body));
    expect(hidden).toHaveLength(body.length);
    return secrets.some((secret) => hidden.includes(secret));
  });
  expect(shown.map(({ what }) => what)).toEqual([]);
});

it('a secret in a body that is no text is written over, and nothing else', () => {
  const key = 'sk-proj-aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1x';
  const body = (text: string): Buffer =>
    Buffer.concat([Buffer.from([0xff, 0x0a, text.length]), Buffer.from(`${text}2\u0005Paris`), Buffer.from([0xfe])]);
  expect(Buffer.from(hideInBytes(body(key)))).toEqual(body('*'.repeat(key.length)));
});

it('pictures, and bytes of which nobody knows what they are, stay as they are', () => {
  const folder = new URL('../../docs/viewer/', import.meta.url);
  const pictures = readdirSync(folder).filter((name) => name.endsWith('.png'));
  expect(pictures.length).toBeGreaterThan(10);
  const noise = Array.from({ length: 30_000 }, (_, index) => createHash('sha256').update(String(index)).digest());
  for (const body of [...pictures.map((name) => readFileSync(new URL(name, folder))), Buffer.concat(noise)])
    expect(Buffer.from(hideInBytes(body)).equals(body)).toBe(true);
});

it('the words of a recorded command hold no secret', () => {
  const words = ['node', 'app.mjs', '--model', 'small', '--password', 'hunter2', 'token=Zq9xKv2Lm4Tabcd8'];
  expect(hideInWords(words)).toEqual([...words.slice(0, 5), '[REDACTED]', 'token=[REDACTED]']);
});

it.each(['\r\n', '\r'])('secrets are found in streams of events whose lines end with %j', (end) => {
  const tokens = ['use ', 'sk-proj-0123456', '789abcdefghij', 'klmnopqrstuv'];
  const stream = tokens.map((content) => `data: ${JSON.stringify({ delta: { content } })}${end}${end}`).join('');
  expect(hideInText(stream)).toBe(
    ['use ', '[REDACTED]', '', '']
      .map((content) => `data: ${JSON.stringify({ delta: { content } })}${end}${end}`)
      .join(''),
  );
});

it.each([
  [{ password: 123 }, { password: '[REDACTED]' }],
  [
    { Credentials: { SecretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }, id: 1 },
    expect.objectContaining({ id: 1 }),
  ],
  [{ secrets: [], list: [{ cvv: 1 }] }, expect.objectContaining({ list: [expect.anything()] })],
])('JSON without its secrets is JSON: %j', (given, shown) => {
  expect(JSON.parse(hideInText(JSON.stringify(given)))).toEqual(shown);
});
