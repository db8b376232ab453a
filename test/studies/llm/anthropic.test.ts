import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { loadPrices } from '@bud/llm';
import { recordCalls, type RecordedCalls } from '../../../packages/llm/test/recorded.ts';
import { install } from '../../install.mjs';
import { classOf, clientOf } from './clients/anthropic.mjs';
import { startModelServer } from './model-server.mjs';

let server: Awaited<ReturnType<typeof startModelServer>>;
beforeAll(async () => {
  await Promise.all([install('test/studies/llm'), loadPrices()]);
  server = await startModelServer();
}, 240_000);
afterAll(() => server.close());

const ask = { model: 'claude-sonnet-5-5', max_tokens: 100, messages: [{ role: 'user', content: 'Hi' }] };
const tools = [{ name: 'weather', input_schema: { type: 'object', properties: {} } }];
const attributesOf = ({ spans }: RecordedCalls): Readonly<Record<string, unknown>> => spans.at(-1)!.attributes;
const outputOf = (recorded: RecordedCalls): unknown =>
  JSON.parse(String(attributesOf(recorded)['gen_ai.output.messages']));

/** The calls that these tests make of a client. */
interface Client {
  readonly messages: {
    create(body: object, options?: object): Promise<AsyncIterable<unknown>> & { asResponse(): Promise<Response> };
    stream(body: object): { finalMessage(): Promise<unknown> };
  };
}

async function classNamed(name: string): Promise<new (options: object) => object> {
  // Proof of the cast: the module of a package that is installed beside this file.
  return classOf((await import(name)) as never);
}

// One without spans of its own, and one with them.
describe.each(['anthropic-0-133', 'anthropic-1'])('a call of %s is a span', (name) => {
  const load = async (): Promise<{ readonly client: Client; readonly Class: unknown }> => {
    const Class = await classNamed(name);
    // Proof of the cast: it has the methods above.
    return { Class, client: clientOf(Class, server) as Client };
  };

  it('with model, finish reason and tokens, cached ones among them', async () => {
    const { client, Class } = await load();
    const recorded = recordCalls({}, Class);
    await client.messages.create({ ...ask, temperature: 0.5, stop_sequences: ['.'] });
    expect(recorded.spans.map((span) => span.name)).toEqual(['chat claude-sonnet-5-5']);
    expect(attributesOf(recorded)).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.request.model': 'claude-sonnet-5-5',
      'gen_ai.request.max_tokens': 100,
      'gen_ai.request.temperature': 0.5,
      'gen_ai.request.stop_sequences': ['.'],
      'gen_ai.response.id': 'msg_1',
      'gen_ai.response.model': 'claude-sonnet-5-5',
      'gen_ai.response.finish_reasons': ['end_turn'],
      'gen_ai.usage.input_tokens': 18,
      'gen_ai.usage.cache_read.input_tokens': 3,
      'gen_ai.usage.cache_creation.input_tokens': 5,
      'gen_ai.usage.output_tokens': 2,
      'gen_ai.usage.total_tokens': 20,
      'gen_ai.usage.cost': (10 * 2 + 3 * 0.2 + 5 * 2.5 + 2 * 10) / 1_000_000,
      'server.port': Number(new URL(server.origin).port),
    });
  });

  it('with what was said, whole or streamed: thoughts, text, parallel tools', async () => {
    const { client, Class } = await load();
    const recorded = recordCalls({ captureContent: true }, Class);
    const thinking = { ...ask, max_tokens: 2000, thinking: { type: 'enabled', budget_tokens: 1024 } };
    const thought = [
      { type: 'reasoning', content: 'How do they say it?' },
      { type: 'text', content: 'Grüß dich 👋' },
    ];
    const called = [
      { type: 'tool_call', id: 'toolu_1', name: 'weather', arguments: { city: 'Paris' } },
      { type: 'tool_call', id: 'toolu_2', name: 'time', arguments: { zone: 'CET' } },
    ];
    for (const stream of [false, true]) {
      const answer = await client.messages.create({ ...thinking, stream });
      if (stream) for await (const _ of answer);
      expect(outputOf(recorded)).toEqual([{ role: 'assistant', parts: thought, finish_reason: 'end_turn' }]);
      const call = await client.messages.create({ ...ask, tools, stream });
      if (stream) for await (const _ of call);
      expect(outputOf(recorded)).toEqual([{ role: 'assistant', parts: called, finish_reason: 'tool_use' }]);
    }
    await client.messages.stream({ ...ask, tools }).finalMessage();
    expect(outputOf(recorded)).toEqual([{ role: 'assistant', parts: called, finish_reason: 'tool_use' }]);
  });

  it('with instructions, images, tools and their results', async () => {
    const { client, Class } = await load();
    const recorded = recordCalls({ captureContent: true }, Class);
    const data = 'A'.repeat(4000);
    await client.messages.create({
      ...ask,
      system: 'Be short',
      tools,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data } },
            { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } },
          ],
        },
        { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'weather', input: { city: 'Rome' } }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: 'sunny' }] },
      ],
    });
    const { [`gen_ai.input.messages`]: input, [`gen_ai.system_instructions`]: system } = attributesOf(recorded);
    expect(JSON.parse(String(system))).toEqual([{ type: 'text', content: 'Be short' }]);
    expect(JSON.parse(String(input))).toEqual([
      {
        role: 'user',
        parts: [
          { type: 'blob', modality: 'image', mime_type: 'image/png', content: '[4000 characters of base64]' },
          { type: 'uri', modality: 'image', uri: 'https://example.com/a.png' },
        ],
      },
      {
        role: 'assistant',
        parts: [{ type: 'tool_call', id: 't', name: 'weather', arguments: { city: 'Rome' } }],
      },
      { role: 'user', parts: [{ type: 'tool_call_response', id: 't', response: 'sunny' }] },
    ]);
  });

  it('without cost where a stream was left before it said how much came out', async () => {
    const { client, Class } = await load();
    const recorded = recordCalls({}, Class);
    for await (const _ of await client.messages.create({ ...ask, stream: true })) break;
    expect(attributesOf(recorded)).toMatchObject({
      'gen_ai.usage.input_tokens': 18,
      'bud.track.end_reason': 'cancelled',
    });
    expect(attributesOf(recorded)).not.toHaveProperty('gen_ai.usage.output_tokens');
    expect(attributesOf(recorded)).not.toHaveProperty('gen_ai.usage.cost');
  });
});

describe('a client that makes spans itself', () => {
  /** A provider for the whole process, which such a client uses. */
  async function withProvider(): Promise<{ client: Client; recorded: RecordedCalls; spans: InMemorySpanExporter }> {
    const Class = await classNamed('anthropic-1');
    const exporter = new InMemorySpanExporter();
    const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
    trace.setGlobalTracerProvider(provider);
    onTestFinished(() => trace.disable());
    const client = clientOf(Class, server) as Client;
    return { client, recorded: recordCalls({ captureContent: true }, Class), spans: exporter };
  }

  it('makes none where ours is, and says on ours what else it knows', async () => {
    const { client, recorded, spans } = await withProvider();
    await client.messages.create(ask, { openTelemetry: { conversationId: 'c-1' } });
    await (await client.messages.create(ask).asResponse()).json();
    for await (const _ of await client.messages.create({ ...ask, stream: true }));
    expect(spans.getFinishedSpans()).toEqual([]);
    expect(recorded.spans.map((span) => span.name)).toEqual(Array(3).fill('chat claude-sonnet-5-5'));
    const [first, , streamed] = recorded.spans;
    expect(first?.attributes).toMatchObject({
      'gen_ai.conversation.id': 'c-1',
      'anthropic.request.id': 'req_1',
      'http.response.status_code': 200,
    });
    expect(streamed?.attributes).toMatchObject({ 'gen_ai.usage.input_tokens': 18, 'bud.track.completed': true });
  });

  it('lets us have the one that its helper for streams has begun', async () => {
    const { client, recorded, spans } = await withProvider();
    await client.messages.stream(ask).finalMessage();
    expect(recorded.spans).toEqual([]);
    const [span, ...more] = spans.getFinishedSpans();
    expect(more).toEqual([]);
    expect(span?.name).toBe('chat claude-sonnet-5-5');
    expect(span?.instrumentationScope.name).toBe('com.anthropic.sdk.typescript');
    expect(span?.attributes).toMatchObject({
      'bud.track.type': 'llm',
      'gen_ai.response.finish_reasons': ['end_turn'],
      'gen_ai.usage.output_tokens': 2,
      'gen_ai.usage.cost': expect.any(Number),
      'gen_ai.output.messages': expect.stringContaining('Grüß dich'),
    });
  });
});
