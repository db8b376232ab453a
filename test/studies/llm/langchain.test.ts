import { diag, DiagLogLevel } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, test, vi } from 'vitest';
import { autoInstrument, type LlmOptions } from '@bud/llm';
import { track } from '@bud/runtime/track';
import { recordCalls, type RecordedCalls } from '../../../packages/llm/test/recorded.ts';
import { install } from '../../install.mjs';
import { clientOf, forms, tokens } from './clients/langchain.mjs';
import { startModelServer } from './model-server.mjs';
import { expectNoDifference, through } from './no-difference.ts';

type Client = ReturnType<typeof clientOf>;

let server: Awaited<ReturnType<typeof startModelServer>>;
beforeAll(async () => {
  for (const major of [0, 1]) await install(`test/studies/llm/langchain-${major}`);
  server = await startModelServer();
}, 240_000);
afterAll(() => server.close());

/** These are through without being read: what was left is only noticed when it is collected. */
const read = Object.entries(forms).filter(([name]) => !/left|never read/.test(name));

describe.each([0, 1])('LangChain %i', (major) => {
  let client: Client;
  beforeAll(async () => {
    client = clientOf(await import(`./langchain-${major}/index.mjs`), server);
  });

  const record = (options: LlmOptions = {}, withClients = false): RecordedCalls => {
    const clients = withClients ? [client.OpenAI, client.Anthropic] : [];
    const recorded = recordCalls(options, client.CallbackManager);
    const undo = clients.map((Client) => autoInstrument(Client, options));
    onTestFinished(() => undo.forEach((step) => step()));
    return recorded;
  };
  const call = async (name: string): Promise<unknown> => forms[name]?.({ client });

  test.each(read)('whoever runs sees no difference: %s', async (_name, form) => {
    const recording = (): RecordedCalls => record({ captureContent: true });
    await expect(expectNoDifference({ form, with: { client }, server, tokens }, recording)).resolves.toBeUndefined();
  });

  it('says of a call to a model what LangChain knows', async () => {
    const recorded = record({ captureContent: true, prices: { 'gpt-4o-2024-08-06': { input: 1, output: 4 } } });
    await client.openai('gpt-4o', { temperature: 0.5, maxTokens: 9 }).invoke([
      ['system', 'Be short'],
      ['user', 'Hi'],
    ]);
    await through(recorded);
    expect(recorded.spans.map(({ name }) => name)).toEqual(['chat gpt-4o']);
    expect(recorded.spans[0]?.attributes).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.request.temperature': 0.5,
      'gen_ai.request.max_tokens': 9,
      'gen_ai.response.id': 'chatcmpl-1',
      'gen_ai.response.model': 'gpt-4o-2024-08-06',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 10,
      'gen_ai.usage.output_tokens': 2,
      'gen_ai.usage.cache_read.input_tokens': 4,
      'gen_ai.usage.reasoning.output_tokens': 1,
      'gen_ai.usage.cost': (10 + 2 * 4) / 1_000_000,
      'gen_ai.input.messages': JSON.stringify([
        { role: 'system', parts: [{ type: 'text', content: 'Be short' }] },
        { role: 'user', parts: [{ type: 'text', content: 'Hi' }] },
      ]),
      'gen_ai.output.messages': JSON.stringify([
        { role: 'assistant', parts: [{ type: 'text', content: 'Hello' }], finish_reason: 'stop' },
      ]),
    });
  });

  it('leaves tokens to the client below it, and says what they come to', async () => {
    const recorded = record({}, true);
    const main = track({ name: 'main' }, async () => [
      await call('tools, three deep'),
      await call('graph'),
      await call('graph, messages'),
      await call('batch'),
    ]);
    await main();
    await through(recorded);
    const calls = recorded.spans.filter(({ attributes }) => attributes['gen_ai.usage.input_tokens'] !== undefined);
    // Three calls for the tools, two for each of the graphs, and two of the batch.
    expect(calls.map(({ attributes }) => attributes['gen_ai.usage.input_tokens'])).toEqual([
      ...[10, 10, 10],
      ...[18, 18, 18, 18],
      ...[10, 10],
    ]);
    expect(named(recorded, 'main').attributes).toMatchObject({
      'bud.usage.calls': 9,
      'bud.usage.input_tokens': 5 * 10 + 4 * 18,
      'bud.usage.output_tokens': 9 * 2,
    });
    for (const each of calls) expect(parentOf(recorded, each)?.name).toBe(each.name);
  });

  it('keeps the program below the tool that runs it, and what comes after it outside', async () => {
    const recorded = record();
    const inside = track({ name: 'inside' }, async () => client.openai().invoke('Hi'));
    const { tool, z } = client;
    const weather = tool(async () => (await inside()).content, { name: 'weather', schema: z.object({}) });
    const main = track({ name: 'main' }, async () => {
      await weather.invoke({});
      await track({ name: 'outside' }, async () => {})();
    });
    await main();
    await through(recorded);
    expect(pathOf(recorded, 'chat gpt-4o')).toEqual(['main', 'execute_tool weather', 'inside']);
    expect(pathOf(recorded, 'outside')).toEqual(['main']);
  });

  it('keeps what a consumer does between two chunks with the consumer', async () => {
    const recorded = record();
    const between = track({ name: 'between' }, async () => {});
    const main = track({ name: 'main' }, async () => {
      for await (const _ of await client.openai().stream('Hi')) await between();
    });
    await main();
    await through(recorded);
    expect(pathOf(recorded, 'between')).toEqual(['main']);
    expect(named(recorded, 'chat gpt-4o').attributes).toHaveProperty(['gen_ai.response.time_to_first_chunk']);
  });

  it('makes agents of graphs, chains of their nodes, and spans of what they call', async () => {
    const recorded = record({ captureContent: true });
    await call('graph');
    await through(recorded);
    expect(pathOf(recorded, 'execute_tool weather')).toEqual(['invoke_agent gardener', 'tools']);
    expect(pathOf(recorded, 'chat claude-sonnet-5-5')).toEqual(['invoke_agent gardener', 'ask']);
    expect(named(recorded, 'execute_tool weather').attributes).toMatchObject({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'weather',
      'gen_ai.tool.call.id': 'toolu_1',
      'gen_ai.tool.call.arguments': '{"city":"Paris"}',
      'gen_ai.tool.call.result': 'sunny in Paris',
    });
    const { attributes } = named(recorded, 'invoke_agent gardener');
    expect(attributes).toMatchObject({ 'gen_ai.agent.name': 'gardener', 'bud.usage.calls': 2 });
    expect(JSON.parse(String(attributes['gen_ai.input.messages']))).toEqual([
      { role: 'user', parts: [{ type: 'text', content: 'Hi' }] },
    ]);
  });

  it('leaves chains out on request', async () => {
    const recorded = record({ chains: false });
    await call('graph');
    await call('chain');
    await through(recorded);
    expect(recorded.spans.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['ask', 'RunnableSequence']));
    expect(pathOf(recorded, 'execute_tool weather')).toEqual(['invoke_agent gardener']);
  });

  it('gives subgraphs and parallel branches their place', async () => {
    const recorded = record();
    await call('graph in a graph, beside another');
    await through(recorded);
    const paths = recorded.spans.flatMap((span) => (span.name === 'chat gpt-4o' ? [pathTo(recorded, span)] : []));
    expect(paths).toEqual(
      expect.arrayContaining([
        ['invoke_agent outer', 'right'],
        ['invoke_agent outer', 'left', 'invoke_agent inner', 'think'],
      ]),
    );
  });

  it('takes no interrupt for a failure', async () => {
    const recorded = record();
    await call('graph, interrupted');
    await through(recorded);
    const { attributes, status } = named(recorded, 'wait');
    expect([attributes['bud.track.end_reason'], status.code]).toEqual(['control-flow', 0]);
    expect(recorded.spans.every((span) => span.status.code !== 2)).toBe(true);
  });

  it('records what a retriever finds', async () => {
    const recorded = record({ captureContent: true });
    await call('retriever');
    await through(recorded);
    expect(named(recorded, 'retrieval Notes').attributes).toMatchObject({
      'gen_ai.operation.name': 'retrieval',
      'gen_ai.data_source.id': 'Notes',
      'gen_ai.retrieval.query.text': 'basil',
      'gen_ai.retrieval.documents': '[{"content":"basil","metadata":{"from":"notes"}}]',
    });
  });

  it('tells of a stream that was aborted, and of one that its client has left', async () => {
    const recorded = record({}, true);
    await call('stream, left');
    await vi.waitFor(() => expect(recorded.spans).toHaveLength(2));
    await call('stream, aborted').catch(() => {});
    await vi.waitFor(() => expect(recorded.spans).toHaveLength(3));
    const reasons = recorded.spans.map(({ attributes }) => attributes['bud.track.end_reason']);
    expect(reasons).toEqual(['cancelled', 'cancelled', 'aborted']);
  });

  it('leaves callbacks of a kind that it does not know alone, and says so once', async () => {
    const warnings: unknown[] = [];
    const ignore = (): void => {};
    const warn = (message: unknown): void => void warnings.push(message);
    diag.setLogger({ verbose: ignore, debug: ignore, info: ignore, warn, error: ignore }, DiagLogLevel.WARN);
    onTestFinished(() => diag.disable());
    record();
    const strange = { copy: () => new client.CallbackManager() };
    client.CallbackManager._configureSync(strange);
    client.CallbackManager._configureSync(strange);
    expect(warnings.filter((each) => String(each).includes('LangChain'))).toHaveLength(major === 0 ? 1 : 0);
  });
});

function named({ spans }: RecordedCalls, name: string): ReadableSpan {
  return spans.find((span) => span.name === name)!;
}

function parentOf({ spans }: RecordedCalls, { parentSpanContext }: ReadableSpan): ReadableSpan | undefined {
  return spans.find((span) => span.spanContext().spanId === parentSpanContext?.spanId);
}

/** The names of all spans around one. */
function pathTo(recorded: RecordedCalls, span: ReadableSpan): readonly string[] {
  const parent = parentOf(recorded, span);
  return parent === undefined ? [] : [...pathTo(recorded, parent), parent.name];
}

function pathOf(recorded: RecordedCalls, name: string): readonly string[] {
  return pathTo(recorded, named(recorded, name));
}
