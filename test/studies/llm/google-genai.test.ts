import { afterAll, beforeAll, expect, it } from 'vitest';
import { autoInstrument, loadPrices } from '@bud/llm';
import { recordCalls, type RecordedCalls } from '../../../packages/llm/test/recorded.ts';
import { install } from '../../install.mjs';
import { classOf, clientOf } from './clients/google-genai.mjs';
import { startModelServer } from './model-server.mjs';

/** The calls that these tests make of a client. */
interface Client {
  readonly models: {
    generateContent(body: object): Promise<unknown>;
    generateContentStream(body: object): Promise<AsyncIterable<unknown>>;
    embedContent(body: object): Promise<unknown>;
  };
}

let server: Awaited<ReturnType<typeof startModelServer>>;
let Class: new (options: object) => object;
let client: Client;
beforeAll(async () => {
  await Promise.all([install('test/studies/llm'), loadPrices()]);
  server = await startModelServer();
  const name: string = 'google-genai-2';
  // Proof of the casts: a package that is installed beside this file, and has the methods above.
  Class = classOf((await import(name)) as never);
  client = clientOf(Class, server) as Client;
}, 240_000);
afterAll(() => server.close());

const ask = { model: 'gemini-2.5-flash', contents: 'Hi' };
const attributesOf = ({ spans }: RecordedCalls): Readonly<Record<string, unknown>> => spans.at(-1)!.attributes;
const read = (recorded: RecordedCalls, name: string): unknown => JSON.parse(String(attributesOf(recorded)[name]));

it('a call is a span, with thoughts among what came out', async () => {
  const recorded = recordCalls({}, client);
  await client.models.generateContent({
    ...ask,
    config: { temperature: 0.5, topK: 3, maxOutputTokens: 9, responseMimeType: 'application/json' },
  });
  expect(recorded.spans.map((span) => span.name)).toEqual(['generate_content gemini-2.5-flash']);
  expect(attributesOf(recorded)).toMatchObject({
    'gen_ai.operation.name': 'generate_content',
    'gen_ai.provider.name': 'gcp.gemini',
    'gen_ai.request.temperature': 0.5,
    'gen_ai.request.top_k': 3,
    'gen_ai.request.max_tokens': 9,
    'gen_ai.output.type': 'json',
    'gen_ai.response.id': 'resp_1',
    'gen_ai.response.model': 'gemini-2.5-flash-001',
    'gen_ai.response.finish_reasons': ['STOP'],
    'gen_ai.usage.input_tokens': 10,
    'gen_ai.usage.cache_read.input_tokens': 4,
    'gen_ai.usage.output_tokens': 5,
    'gen_ai.usage.reasoning.output_tokens': 3,
    'gen_ai.usage.cost': expect.any(Number),
    'server.port': Number(new URL(server.origin).port),
  });
});

it('what was said is recorded, whole or streamed', async () => {
  const recorded = recordCalls({ captureContent: true }, client);
  const thinking = { ...ask, config: { systemInstruction: 'Be short', thinkingConfig: { includeThoughts: true } } };
  const parts = [
    { type: 'reasoning', content: 'How?' },
    { type: 'text', content: 'Grüß dich 👋' },
  ];
  for await (const _ of await client.models.generateContentStream(thinking));
  expect(read(recorded, 'gen_ai.output.messages')).toEqual([{ role: 'assistant', parts, finish_reason: 'STOP' }]);
  expect(read(recorded, 'gen_ai.system_instructions')).toEqual([{ type: 'text', content: 'Be short' }]);
  await client.models.generateContent({
    ...ask,
    config: { tools: [{ functionDeclarations: [{ name: 'weather' }] }] },
    contents: [
      {
        role: 'user',
        parts: [
          { text: 'What is this?' },
          { inlineData: { mimeType: 'image/png', data: 'AAAA' } },
          { fileData: { mimeType: 'video/mp4', fileUri: 'https://example.com/a.mp4' } },
        ],
      },
      { role: 'model', parts: [{ functionCall: { id: '1', name: 'weather', args: { city: 'Paris' } } }] },
    ],
  });
  expect(read(recorded, 'gen_ai.input.messages')).toEqual([
    {
      role: 'user',
      parts: [
        { type: 'text', content: 'What is this?' },
        { type: 'blob', modality: 'image', mime_type: 'image/png', content: '[4 characters of base64]' },
        { type: 'uri', modality: 'video', uri: 'https://example.com/a.mp4' },
      ],
    },
    {
      role: 'assistant',
      parts: [{ type: 'tool_call', id: '1', name: 'weather', arguments: { city: 'Paris' } }],
    },
  ]);
  expect(read(recorded, 'gen_ai.output.messages')).toMatchObject([
    {
      parts: [
        { type: 'tool_call', arguments: { city: 'Paris' } },
        { type: 'tool_call', arguments: { city: 'Rome' } },
      ],
    },
  ]);
});

it('embeddings are counted only where the server counts them', async () => {
  const recorded = recordCalls({}, client);
  await client.models.embedContent({ model: 'gemini-embedding-001', contents: 'hello' });
  expect(recorded.spans.map((span) => span.name)).toEqual(['embeddings gemini-embedding-001']);
  expect(attributesOf(recorded)).not.toHaveProperty('gen_ai.usage.input_tokens');
});

it('its class says nothing of its methods, so that a client is asked for', () => {
  expect(() => autoInstrument(Class)).toThrow(/a client of "@google\/genai", .* not class GoogleGenAI\.$/);
});
