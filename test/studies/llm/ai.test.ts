import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, test, vi } from 'vitest';
import { autoInstrument, loadPrices, traced } from '@bud/llm';
import { track } from '@bud/runtime/track';
import { recordCalls, recordMarks, type RecordedCalls } from '../../../packages/llm/test/recorded.ts';
import { install } from '../../install.mjs';
import { clientOf, schema } from './clients/ai.mjs';
import { startModelServer } from './model-server.mjs';

/** What these tests do with the module, in all its versions. */
interface Ai {
  generateText(options: object): Promise<{ readonly text: string }>;
  streamText(options: object): { readonly textStream: AsyncIterable<string>; readonly text: PromiseLike<string> };
  embedMany(options: object): Promise<unknown>;
  tool(options: object): object;
  stepCountIs(count: number): object;
  readonly gateway: object;
}

interface Client {
  readonly ai: Ai;
  chat(model: string): object;
  readonly embedding: object;
}

let server: Awaited<ReturnType<typeof startModelServer>>;
beforeAll(async () => {
  await install('test/studies/llm');
  server = await startModelServer();
  await loadPrices();
}, 240_000);
afterAll(() => server.close());

/** Proof of the casts here: packages that are installed beside this file, and the client that is made of them. */
const load = async <Module>(name: string): Promise<Module> => (await import(name)) as Module;

/** A major, recorded in its way. */
async function recorded(
  name: string,
  options = { captureContent: true },
): Promise<RecordedCalls & { readonly client: Client }> {
  const ai = await load<Ai>(name);
  const calls = name === 'ai-7' ? recordCalls(options, ai) : recordMarks(options);
  return Object.assign(Object.create(calls) as RecordedCalls, {
    client: clientOf(name === 'ai-7' ? ai : traced(ai, options), server),
  });
}

/** `program > generateText > chat gpt-4o`, by the order of their ends. */
function pathsOf(spans: readonly ReadableSpan[]): readonly string[] {
  const byId = new Map(spans.map((span) => [span.spanContext().spanId, span]));
  const pathOf = (span: ReadableSpan): string => {
    const above = byId.get(span.parentSpanContext?.spanId ?? '');
    return above === undefined ? span.name : `${pathOf(above)} > ${span.name}`;
  };
  return spans.map(pathOf);
}

const named = ({ spans }: RecordedCalls, name: string): ReadableSpan => spans.find((span) => span.name === name)!;
const read = (span: ReadableSpan, name: string): unknown => JSON.parse(String(span.attributes[name]));

describe.each(['ai-5', 'ai-6', 'ai-7'])('%s', (name) => {
  it('is one tree, from the function of the program to those of its tools', async () => {
    const calls = await recorded(name);
    const { client } = calls;
    const look = track({ name: 'look' }, async (city: string) => ({ city, sky: 'sunny' }));
    const tools = {
      weather: client.ai.tool({ inputSchema: schema, execute: async ({ city }: { city: string }) => look(city) }),
    };
    const program = track({ name: 'program' }, async () =>
      client.ai.generateText({
        model: client.chat('gpt-4o'),
        prompt: 'Hi',
        tools,
        stopWhen: client.ai.stepCountIs(2),
        temperature: 0,
        maxOutputTokens: 9,
      }),
    );
    await program();
    const round = 'program > generateText > chat gpt-4o';
    const tool = 'program > generateText > execute_tool weather';
    expect(pathsOf(calls.spans)).toEqual([
      ...[round, `${tool} > look`, tool, round],
      'program > generateText',
      'program',
    ]);
    const chat = named(calls, 'chat gpt-4o');
    expect([chat.kind, chat.status.code]).toEqual([SpanKind.CLIENT, SpanStatusCode.OK]);
    expect(chat.attributes).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.request.temperature': 0,
      'gen_ai.request.max_tokens': 9,
      'gen_ai.response.id': 'chatcmpl-1',
      'gen_ai.response.model': 'gpt-4o-2024-08-06',
      'gen_ai.response.finish_reasons': [name === 'ai-5' ? 'tool-calls' : 'tool_calls'],
      'gen_ai.usage.input_tokens': 10,
      'gen_ai.usage.output_tokens': 2,
      'gen_ai.usage.cache_read.input_tokens': 4,
      'gen_ai.usage.reasoning.output_tokens': 1,
      'gen_ai.usage.cost': 0.00004,
    });
    expect(named(calls, 'execute_tool weather').attributes).toMatchObject({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'weather',
      'gen_ai.tool.call.id': 'call_1',
      'gen_ai.tool.call.arguments': '{"city":"Paris"}',
      'gen_ai.tool.call.result': '{"city":"Paris","sky":"sunny"}',
    });
    expect(read(chat, 'gen_ai.output.messages')).toMatchObject([
      {
        role: 'assistant',
        parts: [{ type: 'tool_call', id: 'call_1', name: 'weather', arguments: { city: 'Paris' } }],
      },
    ]);
    for (const outer of ['generateText', 'program'])
      expect(named(calls, outer).attributes).toMatchObject({
        'bud.usage.calls': 2,
        'bud.usage.input_tokens': 20,
        'bud.usage.output_tokens': 4,
        'bud.usage.cost_usd': 0.00008,
      });
    expect(named(calls, 'generateText').attributes).not.toHaveProperty('gen_ai.usage.input_tokens');
  });

  it('has what was said, instructions and tools', async () => {
    const calls = await recorded(name);
    const { client } = calls;
    await client.ai.generateText({
      model: client.chat('gpt-4o'),
      ...(name === 'ai-7' ? { instructions: 'Be short' } : { system: 'Be short' }),
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'file', data: 'AAAA', mediaType: 'image/png' },
          ],
        },
        {
          role: 'assistant',
          content: [{ type: 'tool-call', toolCallId: 'call_0', toolName: 'weather', input: { city: 'Rome' } }],
        },
        {
          role: 'tool',
          content: [
            {
              type: 'tool-result',
              toolCallId: 'call_0',
              toolName: 'weather',
              output: { type: 'text', value: 'sunny' },
            },
          ],
        },
      ],
      tools: { weather: client.ai.tool({ description: 'Looks out', inputSchema: schema }) },
    });
    const chat = named(calls, 'chat gpt-4o');
    expect(read(chat, 'gen_ai.system_instructions')).toEqual([{ type: 'text', content: 'Be short' }]);
    expect(read(chat, 'gen_ai.input.messages')).toEqual([
      {
        role: 'user',
        parts: [
          { type: 'text', content: 'What is this?' },
          { type: 'blob', modality: 'image', mime_type: 'image/png', content: '[4 characters of base64]' },
        ],
      },
      { role: 'assistant', parts: [{ type: 'tool_call', id: 'call_0', name: 'weather', arguments: { city: 'Rome' } }] },
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_0', response: 'sunny' }] },
    ]);
    expect(read(chat, 'gen_ai.output.messages')).toEqual([
      { role: 'assistant', parts: [{ type: 'text', content: 'Hello' }], finish_reason: 'stop' },
    ]);
    expect(read(chat, 'gen_ai.tool.definitions')).toMatchObject([{ name: 'weather', description: 'Looks out' }]);
  });

  it('has none of it where content is not recorded', async () => {
    const calls = await recorded(name, { captureContent: false });
    const { ai, chat } = calls.client;
    const tools = { weather: ai.tool({ inputSchema: schema, execute: () => 'sunny' }) };
    await ai.generateText({ model: chat('gpt-4o'), prompt: 'Hi', tools });
    for (const { attributes } of calls.spans)
      expect(Object.keys(attributes).join(' ')).not.toMatch(/messages|instructions|definitions|arguments|result/);
  });

  it('streams with the time to the first part, and ends when the stream is left', async () => {
    const calls = await recorded(name);
    const { ai, chat } = calls.client;
    for await (const _ of ai.streamText({ model: chat('gpt-4o'), prompt: 'Hi' }).textStream);
    await vi.waitFor(() => expect(calls.spans).toHaveLength(2));
    expect(named(calls, 'chat gpt-4o').attributes).toMatchObject({
      'gen_ai.request.stream': true,
      'gen_ai.response.time_to_first_chunk': expect.any(Number),
      'gen_ai.usage.input_tokens': 10,
    });
    expect(read(named(calls, 'chat gpt-4o'), 'gen_ai.output.messages')).toMatchObject([
      { role: 'assistant', parts: [{ type: 'text', content: 'Grüß dich 👋' }], finish_reason: 'stop' },
    ]);
    for await (const _ of ai.streamText({ model: chat('gpt-4o'), prompt: 'Hi' }).textStream) break;
    await vi.waitFor(() => expect(calls.tracking.openCount).toBe(0), { timeout: 20_000 });
    expect(calls.spans.at(-1)?.name).toBe('streamText');
    expect(calls.spans.at(-1)?.attributes).toMatchObject({ 'bud.track.end_reason': 'abandoned', 'bud.usage.calls': 1 });
  });

  it('is an agent where the program gives it an id, and each try of a request a span', async () => {
    const calls = await recorded(name);
    const { ai, chat } = calls.client;
    const telemetry = { functionId: 'gardener' };
    const settings = name === 'ai-7' ? { telemetry } : { experimental_telemetry: telemetry };
    const options = { model: chat('busy'), prompt: 'Hi', maxRetries: 1, ...settings };
    await expect(ai.generateText(options)).rejects.toThrow('slow down');
    expect(pathsOf(calls.spans)).toEqual([
      'invoke_agent gardener > chat busy',
      'invoke_agent gardener > chat busy',
      'invoke_agent gardener',
    ]);
    expect(calls.spans.map(({ status }) => status.code)).toEqual(calls.spans.map(() => SpanStatusCode.ERROR));
    expect(named(calls, 'invoke_agent gardener').attributes).toMatchObject({
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'gardener',
      'bud.operation': 'generateText',
      'error.type': 'AI_RetryError',
    });
  });

  it('adds up over an agent that is a tool of an agent', async () => {
    const calls = await recorded(name);
    const { ai, chat } = calls.client;
    const ask = async (tools: object, steps: number): Promise<string> => {
      const options = { model: chat('gpt-4o'), prompt: 'Hi', tools, stopWhen: ai.stepCountIs(steps) };
      return (await ai.generateText(options)).text;
    };
    const toolOf = (execute: () => unknown): object => ({ weather: ai.tool({ inputSchema: schema, execute }) });
    const agent = track({ name: 'agent', type: 'agent' }, async () =>
      ask(
        toolOf(async () =>
          ask(
            toolOf(async () => ask({}, 1)),
            2,
          ),
        ),
        2,
      ),
    );
    server.bodies.length = 0;
    await agent();
    expect(named(calls, 'agent').attributes).toMatchObject({
      'bud.usage.calls': server.bodies.length,
      'bud.usage.input_tokens': 10 * server.bodies.length,
      'bud.usage.output_tokens': 2 * server.bodies.length,
    });
    const sum = calls.spans.reduce(
      (all, { attributes }) => all + Number(attributes['gen_ai.usage.input_tokens'] ?? 0),
      0,
    );
    expect(sum).toBe(10 * server.bodies.length);
    expect(pathsOf(calls.spans)).toContain(
      `agent${' > generateText > execute_tool weather'.repeat(2)} > generateText > chat gpt-4o`,
    );
  });

  it('finds a model by its name', async () => {
    const calls = await recorded(name);
    const { ai, chat, embedding } = calls.client;
    vi.stubGlobal('AI_SDK_DEFAULT_PROVIDER', {
      languageModel: chat,
      embeddingModel: () => embedding,
      textEmbeddingModel: () => embedding,
    });
    onTestFinished(() => void vi.unstubAllGlobals());
    await ai.generateText({ model: 'gpt-4o', prompt: 'Hi' });
    await ai.embedMany({ model: 'text-embedding-3-small', values: ['hello'] });
    expect(pathsOf(calls.spans)).toEqual([
      'generateText > chat gpt-4o',
      'generateText',
      'embedMany > embeddings text-embedding-3-small',
      'embedMany',
    ]);
    expect(named(calls, 'embeddings text-embedding-3-small').attributes).toMatchObject({
      'gen_ai.usage.input_tokens': 5,
    });
  });
});

describe('a program with spans of its own', () => {
  const ownSpans = (recording: RecordedCalls): void => {
    trace.setGlobalTracerProvider(recording.tracerProvider);
    onTestFinished(() => trace.disable());
  };
  const countOf = ({ spans }: RecordedCalls): number => spans.filter(({ name }) => name.includes('gpt-4o')).length;

  test.each(['ai-5', 'ai-6'])('%s leaves calls whose telemetry is on to it', async (name) => {
    const calls = await recorded(name);
    ownSpans(calls);
    const { ai, chat } = calls.client;
    await ai.generateText({ model: chat('gpt-4o'), prompt: 'Hi', experimental_telemetry: { isEnabled: true } });
    expect(calls.spans.map((span) => span.name)).toEqual(['ai.generateText.doGenerate', 'ai.generateText']);
  });

  it('has those of @ai-sdk/otel alone, whether all calls have them, or this one', async () => {
    const calls = await recorded('ai-7');
    ownSpans(calls);
    const { OpenTelemetry } = await load<{ OpenTelemetry: new () => object }>('ai-sdk-otel-1');
    const { ai, chat } = calls.client;
    const options = { model: chat('gpt-4o'), prompt: 'Hi' };
    await ai.generateText({ ...options, telemetry: { integrations: [new OpenTelemetry()] } });
    const ofOneCall = calls.spans.map((span) => span.name);
    expect(countOf(calls)).toBeGreaterThan(0);
    expect(ofOneCall).not.toContain('generateText');
    const { registerTelemetry } = await load<{ registerTelemetry(integration: object): void }>('ai-7');
    registerTelemetry(new OpenTelemetry());
    onTestFinished(() => void vi.stubGlobal('AI_SDK_TELEMETRY_INTEGRATIONS', []));
    await ai.generateText(options);
    expect(calls.spans.map((span) => span.name)).toEqual([...ofOneCall, ...ofOneCall]);
  });

  it('has one of ours, however often it is instrumented', async () => {
    const calls = await recorded('ai-7');
    onTestFinished(autoInstrument(await load('ai-7')));
    const { ai, chat } = calls.client;
    await ai.generateText({ model: chat('gpt-4o'), prompt: 'Hi' });
    expect(pathsOf(calls.spans)).toEqual(['generateText > chat gpt-4o', 'generateText']);
  });

  it('is not recorded where the program switches telemetry off', async () => {
    const calls = await recorded('ai-7');
    const { ai, chat } = calls.client;
    await ai.generateText({ model: chat('gpt-4o'), prompt: 'Hi', telemetry: { isEnabled: false } });
    expect(calls.spans).toEqual([]);
    await ai.generateText({ model: chat('gpt-4o'), prompt: 'Hi', telemetry: { recordInputs: false } });
    expect(named(calls, 'chat gpt-4o').attributes).not.toHaveProperty('gen_ai.input.messages');
  });
});

it('counts what came from the cache of Anthropic among the tokens that went in, also with version 5', async () => {
  const calls = await recorded('ai-5');
  const { createAnthropic } = await load<{ createAnthropic(options: object): (model: string) => object }>(
    'ai-sdk-anthropic-2',
  );
  const model = createAnthropic({ apiKey: 'none', baseURL: server.url })('claude-sonnet-4-5');
  await calls.client.ai.generateText({ model, prompt: 'Hi' });
  for await (const _ of calls.client.ai.streamText({ model, prompt: 'Hi' }).textStream);
  await vi.waitFor(() => expect(calls.tracking.openCount).toBe(0), { timeout: 20_000 });
  const rounds = calls.spans.filter(({ name }) => name === 'chat claude-sonnet-4-5');
  expect(rounds).toHaveLength(2);
  for (const { attributes } of rounds)
    expect(attributes).toMatchObject({
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.usage.input_tokens': 18,
      'gen_ai.usage.cache_read.input_tokens': 3,
      'gen_ai.usage.cache_creation.input_tokens': 5,
      'gen_ai.usage.output_tokens': 2,
    });
});

it('says of versions that do not tell of their calls what to do', async () => {
  const ai = await load<object>('ai-6');
  expect(() => autoInstrument(ai)).toThrow(/traced\(ai\)/);
  expect(() => traced({})).toThrow(/the module "ai"/);
});
