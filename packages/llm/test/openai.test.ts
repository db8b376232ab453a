import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import OpenAI, { AzureOpenAI } from 'openai';
import { afterEach, describe, expect, it, test, vi } from 'vitest';
import { autoInstrument } from '@bud/llm';
import { track } from '@bud/runtime/track';
import { forms } from '../../../test/studies/llm/clients/openai.mjs';
import { expectMessageShapes } from '../../../test/studies/llm/message-shape.ts';
import { useModelClient } from './model-client.ts';
import { comparable, seenBy } from '../../../test/studies/llm/ways.mjs';
import { recordCalls, type RecordedCalls } from './recorded.ts';

// The real client, and a server that answers byte for byte the same. Other majors: `npm run study -- llm`.
const model = useModelClient();
afterEach(() => {
  model.server.bodies.length = 0;
});

const ask = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'Hi' }] };
const attributesOf = ({ spans }: RecordedCalls): Readonly<Record<string, unknown>> => spans.at(-1)!.attributes;

describe('a caller sees no difference', () => {
  test.each(Object.entries(forms))('%s', async (_name, form) => {
    const observe = async (): Promise<readonly string[]> => {
      model.server.bodies.length = 0;
      return [await seenBy(form, { client: model.client, Client: OpenAI }), comparable(model.server.bodies)];
    };
    const plain = await observe();
    const recorded = recordCalls({ captureContent: true });
    expect(await observe()).toEqual(plain);
    await vi.waitFor(() => expect(recorded.tracking.openCount).toBe(0), { timeout: 20_000 });
    expect(recorded.tracking.failureCount).toBe(0);
    for (const { name, attributes } of recorded.spans) {
      expectMessageShapes(attributes);
      expect(name).toMatch(/^(?:chat|embeddings|generate_content) /);
    }
  });
});

describe('a call is a span', () => {
  it('of the client, with model, finish reason, tokens and cost, below the function that makes it', async () => {
    const recorded = recordCalls();
    const answer = track({ name: 'answer' }, async () =>
      model.client.chat.completions.create({ ...ask, temperature: 0 }),
    );
    await answer();
    await vi.waitFor(() => expect(recorded.spans).toHaveLength(2));
    const [chat, outer] = recorded.spans;
    expect([chat?.name, chat?.kind, chat?.status.code]).toEqual(['chat gpt-4o', SpanKind.CLIENT, SpanStatusCode.OK]);
    expect(chat?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId);
    expect(chat?.attributes).toEqual({
      'bud.level': 'info',
      'bud.track.type': 'llm',
      'code.function.name': 'Completions.create',
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.request.temperature': 0,
      'gen_ai.response.id': 'chatcmpl-1',
      'gen_ai.response.model': 'gpt-4o-2024-08-06',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 10,
      'gen_ai.usage.output_tokens': 2,
      'gen_ai.usage.total_tokens': 12,
      'gen_ai.usage.cache_read.input_tokens': 4,
      'gen_ai.usage.reasoning.output_tokens': 1,
      'gen_ai.usage.cost': 0.00004,
      'bud.cost.price_version': expect.stringMatching(/^genai-prices \d+\.\d+\.\d+$/),
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(model.server.url).port),
    });
  });

  it('also a streamed one, whose usage its caller has not asked for, and does not get', async () => {
    const recorded = recordCalls();
    for await (const chunk of await model.client.chat.completions.create({ ...ask, stream: true })) {
      expect(chunk).not.toHaveProperty('usage');
      expect(chunk.choices).toHaveLength(1);
    }
    expect(attributesOf(recorded)).toMatchObject({
      'gen_ai.request.stream': true,
      'gen_ai.usage.input_tokens': 10,
      'gen_ai.usage.output_tokens': 2,
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.response.time_to_first_chunk': expect.any(Number),
      'bud.track.yield_count': 4,
    });
  });

  it('asks no stream for its usage if it must not', async () => {
    const recorded = recordCalls({ streamUsage: false });
    for await (const _ of await model.client.chat.completions.create({ ...ask, stream: true }));
    expect(model.server.bodies).toEqual([{ ...ask, stream: true }]);
    expect(attributesOf(recorded)).not.toHaveProperty('gen_ai.usage.input_tokens');
    expect(attributesOf(recorded)).toMatchObject({ 'gen_ai.response.finish_reasons': ['stop'] });
  });

  it('has the error of one that is refused', async () => {
    const recorded = recordCalls();
    await expect(model.client.chat.completions.create({ ...ask, model: 'unknown' })).rejects.toThrow('400');
    expect(recorded.spans.at(-1)?.status.code).toBe(SpanStatusCode.ERROR);
    expect(attributesOf(recorded)).toMatchObject({ 'error.type': 'BadRequestError' });
  });

  it('of the Responses API, and of embeddings', async () => {
    const recorded = recordCalls();
    await model.client.responses.create({ model: 'gpt-5', input: 'Hi', reasoning: { effort: 'low' } });
    expect(attributesOf(recorded)).toMatchObject({
      'gen_ai.request.reasoning.level': 'low',
      'gen_ai.response.id': 'resp_1',
      'gen_ai.usage.input_tokens': 7,
      'gen_ai.usage.reasoning.output_tokens': 1,
    });
    await model.client.embeddings.create({ model: 'text-embedding-3-small', input: 'hello', dimensions: 2 });
    expect(recorded.spans.at(-1)?.name).toBe('embeddings text-embedding-3-small');
    expect(attributesOf(recorded)).toMatchObject({
      'gen_ai.embeddings.dimension.count': 2,
      'gen_ai.usage.input_tokens': 5,
      'bud.track.type': 'embedding',
    });
  });

  it('of images, speech, and what was heard, of which files are only measured', async () => {
    const recorded = recordCalls({ captureContent: true });
    const sound = new File(['sound'], 'sound.mp3', { type: 'audio/mpeg' });
    await model.client.images.generate({ model: 'gpt-image-1', prompt: 'A garden' });
    expect(attributesOf(recorded)).toMatchObject({
      'gen_ai.operation.name': 'generate_content',
      'gen_ai.output.type': 'image',
      'gen_ai.usage.input_tokens': 7,
      'gen_ai.usage.output_tokens': 3,
      // 4 of text at 5 dollars per million, 3 of images at 10, and 3 of output at 40
      'gen_ai.usage.cost': expect.closeTo(0.00017, 10),
      'gen_ai.input.messages': '[{"role":"user","parts":[{"type":"text","content":"A garden"}]}]',
      'gen_ai.output.messages':
        '[{"role":"assistant","parts":[{"type":"blob","modality":"image","content":"[an image]"}],"finish_reason":"stop"}]',
    });
    await model.client.audio.transcriptions.create({ model: 'gpt-4o-transcribe', file: sound });
    expect(attributesOf(recorded)).toMatchObject({
      'gen_ai.output.type': 'text',
      'gen_ai.usage.cost': expect.closeTo(0.000072, 10),
      'gen_ai.input.messages':
        '[{"role":"user","parts":[{"type":"blob","modality":"audio","mime_type":"audio/mpeg","content":"[5 bytes]"}]}]',
      'gen_ai.output.messages':
        '[{"role":"assistant","parts":[{"type":"text","content":"Grüß dich"}],"finish_reason":"stop"}]',
    });
    const spoken = await model.client.audio.speech.create({ model: 'gpt-4o-mini-tts', voice: 'alloy', input: 'Hi' });
    await spoken.arrayBuffer();
    expect(recorded.spans.at(-1)?.name).toBe('generate_content gpt-4o-mini-tts');
    expect(attributesOf(recorded)).toMatchObject({ 'gen_ai.output.type': 'speech' });
    expect(recorded.spans).toHaveLength(3);
  });

  it('of a client of Azure, by whichever gateway', async () => {
    const recorded = recordCalls();
    const azure = new AzureOpenAI({ apiKey: 'none', apiVersion: '2025-03-01-preview', baseURL: model.server.url });
    await azure.chat.completions.create(ask);
    expect(attributesOf(recorded)).toMatchObject({
      'gen_ai.provider.name': 'azure.ai.openai',
      'gen_ai.usage.input_tokens': 10,
    });
  });
});

test.each([
  ['https://api.openai.com/v1', 'openai', 443],
  ['https://my-team.openai.azure.com/openai/v1', 'azure.ai.openai', 443],
  ['https://api.groq.com/openai/v1', 'groq', 443],
  ['https://openrouter.ai/api/v1', 'openrouter', 443],
  ['https://openai.com.example.org/v1', 'openai', 443],
  ['http://gateway:8080/v1', 'openai', 8080],
])('%s is of the provider %s', async (baseURL, provider, port) => {
  const recorded = recordCalls();
  const fetch = async (): Promise<Response> => Response.json({ id: 'x', choices: [] });
  await new OpenAI({ apiKey: 'none', baseURL, fetch }).chat.completions.create(ask);
  expect(attributesOf(recorded)).toMatchObject({ 'gen_ai.provider.name': provider, 'server.port': port });
});

describe('what was said', () => {
  it('is recorded only on request', async () => {
    const recorded = recordCalls();
    await model.client.chat.completions.create(ask);
    expect(Object.keys(attributesOf(recorded)).filter((name) => name.includes('message'))).toEqual([]);
  });

  it('is in the parts of OpenTelemetry, without secrets and media', async () => {
    const recorded = recordCalls({ captureContent: true });
    const call = { id: 'c', type: 'function' as const, function: { name: 'f', arguments: '{"a":1}' } };
    await model.client.chat.completions.create({
      ...ask,
      messages: [
        { role: 'system', content: 'The key is sk-proj-abcdefghijklmnopqrstuvwxyz123456 today' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(5000)}` } },
            { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
          ],
        },
        { role: 'assistant', tool_calls: [call] },
        { role: 'tool', tool_call_id: 'c', content: 'sunny' },
      ],
    });
    const { 'gen_ai.input.messages': input, 'gen_ai.output.messages': output } = attributesOf(recorded);
    expect(JSON.parse(String(input))).toEqual([
      { role: 'system', parts: [{ type: 'text', content: 'The key is [REDACTED] today' }] },
      {
        role: 'user',
        parts: [
          { type: 'text', content: 'What is this?' },
          { type: 'blob', modality: 'image', mime_type: 'image/png', content: '[5000 characters of base64]' },
          { type: 'uri', modality: 'image', uri: 'https://example.com/a.png' },
        ],
      },
      { role: 'assistant', parts: [{ type: 'tool_call', id: 'c', name: 'f', arguments: { a: 1 } }] },
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c', response: 'sunny' }] },
    ]);
    expect(JSON.parse(String(output))).toEqual([
      { role: 'assistant', parts: [{ type: 'text', content: 'Hello' }], finish_reason: 'stop' },
    ]);
  });

  it('is put together from the chunks of a stream, parallel tools by their index', async () => {
    const recorded = recordCalls({ captureContent: true });
    const tools = [{ type: 'function' as const, function: { name: 'weather', parameters: {} } }];
    for await (const _ of await model.client.chat.completions.create({ ...ask, tools, stream: true }));
    expect(JSON.parse(String(attributesOf(recorded)['gen_ai.output.messages']))).toEqual([
      {
        role: 'assistant',
        parts: [
          { type: 'tool_call', id: 'call_1', name: 'weather', arguments: { city: 'Paris' } },
          { type: 'tool_call', id: 'call_2', name: 'time', arguments: { zone: 'CET' } },
        ],
        finish_reason: 'tool_calls',
      },
    ]);
  });

  it('has instructions and thoughts of the Responses API, streamed or not', async () => {
    const recorded = recordCalls({ captureContent: true });
    const request = { model: 'gpt-5', input: 'Hi', instructions: 'Be short' };
    await model.client.responses.create(request);
    for await (const _ of await model.client.responses.create({ ...request, stream: true }));
    for (const { attributes } of recorded.spans) {
      expect(JSON.parse(String(attributes['gen_ai.system_instructions']))).toEqual([
        { type: 'text', content: 'Be short' },
      ]);
      expect(JSON.parse(String(attributes['gen_ai.output.messages']))).toEqual([
        {
          role: 'assistant',
          parts: [
            { type: 'reasoning', content: 'thinking' },
            { type: 'text', content: 'Hi' },
          ],
          finish_reason: 'stop',
        },
      ]);
    }
    expect(recorded.spans).toHaveLength(2);
  });
});

describe('cost', () => {
  it('is by the own price of a model, cached input apart', async () => {
    const recorded = recordCalls({ prices: { 'gpt-4o-2024-08-06': { input: 10, output: 100, cacheRead: 1 } } });
    await model.client.chat.completions.create(ask);
    expect(attributesOf(recorded)).toMatchObject({
      'gen_ai.usage.cost': (6 * 10 + 4 * 1 + 2 * 100) / 1_000_000,
      'bud.cost.price_version': 'own',
    });
  });

  it('is nowhere where nobody knows the price', async () => {
    const recorded = recordCalls({ priceSource: { version: 'none', price: () => undefined } });
    await model.client.chat.completions.create(ask);
    expect(attributesOf(recorded)).not.toHaveProperty('gen_ai.usage.cost');
    expect(attributesOf(recorded)).not.toHaveProperty('bud.cost.price_version');
  });
});

describe('autoInstrument', () => {
  it('is taken back whole', () => {
    const of = (): PropertyDescriptor | undefined =>
      Object.getOwnPropertyDescriptor(OpenAI.Chat.Completions.prototype, 'create');
    const before = of();
    const uninstrument = autoInstrument(OpenAI);
    expect(of()).not.toEqual(before);
    uninstrument();
    uninstrument();
    expect(of()).toEqual(before);
  });

  it('leaves calls alone while nobody listens', async () => {
    const uninstrument = autoInstrument(OpenAI);
    expect((await model.client.chat.completions.create(ask)).id).toBe('chatcmpl-1');
    for await (const _ of await model.client.chat.completions.create({ ...ask, stream: true }));
    expect(model.server.bodies).toEqual([ask, { ...ask, stream: true }]);
    expect(trace.getActiveSpan()).toBeUndefined();
    uninstrument();
  });

  it.each([
    [class Bot {}, 'class Bot'],
    [undefined, 'undefined'],
    [1, 'number'],
  ])('refuses what is no client: %s', (given, shown) => {
    expect(() => autoInstrument(given)).toThrow(
      `autoInstrument() takes the class of a client, such as OpenAI from "openai", a client of "@google/genai", "@mistralai/mistralai", "cohere-ai", Bedrock, or "ollama", the module "ai" or "@openai/agents", CallbackManager of LangChain, or Client or McpServer of MCP, not ${shown}.`,
    );
  });

  it('says who takes a name', () => {
    expect(() => autoInstrument('openai')).toThrow(
      "autoInstrument() takes no name; `await enableAutoTracing({ libraries: ['openai'] })` does.",
    );
  });
});
