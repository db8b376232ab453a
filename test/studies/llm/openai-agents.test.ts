import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, expect, it, onTestFinished, test } from 'vitest';
import { autoInstrument, type LlmOptions } from '@bud/llm';
import { track } from '@bud/runtime/track';
import { recordCalls, type RecordedCalls } from '../../../packages/llm/test/recorded.ts';
import { install } from '../../install.mjs';
import { clientOf, forms, tokens } from './clients/openai-agents.mjs';
import { startModelServer } from './model-server.mjs';
import { expectNoDifference, through } from './no-difference.ts';

let server: Awaited<ReturnType<typeof startModelServer>>;
let packages: { readonly OpenAI: unknown };
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  await install('test/studies/llm/openai-agents-0');
  server = await startModelServer();
  const name: string = './openai-agents-0/index.mjs';
  // Proof of the casts: what programs use of packages that are installed beside this file.
  packages = (await import(name)) as typeof packages;
  client = clientOf(packages as never, server);
}, 240_000);
afterAll(() => server.close());

function record(options: LlmOptions = {}, withClient = false): RecordedCalls {
  const recorded = recordCalls(options, client.agents);
  if (withClient) onTestFinished(autoInstrument(packages.OpenAI, options));
  return recorded;
}

const call = async (name: string): Promise<unknown> => forms[name]?.({ client });

test.each(Object.entries(forms))(
  'whoever runs agents sees no difference, nor do processors: %s',
  async (_name, form) => {
    const recording = (): RecordedCalls => record({ captureContent: true });
    await expect(expectNoDifference({ form, with: { client }, server, tokens }, recording)).resolves.toBeUndefined();
  },
);

it('an agent, what it asks and what it calls are below each other, with what was said', async () => {
  const recorded = record({ captureContent: true, prices: { 'gpt-4o-2024-08-06': { input: 1, output: 4 } } });
  await call('run, tool');
  await through(recorded);
  expect(pathOf(recorded, 'execute_tool weather')).toEqual(['Agent workflow', 'invoke_agent gardener']);
  expect(named(recorded, 'execute_tool weather').attributes).toMatchObject({
    'gen_ai.tool.name': 'weather',
    'gen_ai.tool.call.arguments': '{"city":"Paris"}',
    'gen_ai.tool.call.result': 'sunny in Paris',
  });
  expect(pathOf(recorded, 'chat gpt-4o')).toEqual(['Agent workflow', 'invoke_agent gardener']);
  const { attributes } = named(recorded, 'chat gpt-4o');
  expect(attributes).toMatchObject({
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-4o',
    'gen_ai.response.finish_reasons': ['tool_calls'],
    'gen_ai.usage.input_tokens': 10,
    'gen_ai.usage.cache_read.input_tokens': 4,
    'gen_ai.usage.cost': (10 + 2 * 4) / 1_000_000,
  });
  expect(JSON.parse(String(attributes['gen_ai.input.messages']))).toEqual([
    { role: 'system', parts: [{ type: 'text', content: 'Be short' }] },
    { role: 'user', parts: [{ type: 'text', content: 'Hi' }] },
  ]);
});

it('agents over tools, three deep, have the tokens that the server has counted, once', async () => {
  const recorded = record({}, true);
  await track({ name: 'main' }, async () => call('tools, three deep'))();
  await through(recorded);
  const calls = recorded.spans.filter(({ attributes }) => attributes['gen_ai.usage.input_tokens'] !== undefined);
  expect(calls).toHaveLength(5);
  for (const each of calls) expect(pathTo(recorded, each).at(-1)).toBe('chat gpt-4o');
  expect(named(recorded, 'main').attributes).toMatchObject({
    'bud.usage.calls': 5,
    'bud.usage.input_tokens': 50,
    'bud.usage.output_tokens': 10,
  });
  const [deepest] = calls.map((each) => pathTo(recorded, each)).toSorted((a, b) => b.length - a.length);
  const agent = ['Agent workflow', 'invoke_agent gardener'];
  const tool = [...agent, 'execute_tool weather'];
  expect(deepest).toEqual(['main', ...tool, ...tool, ...agent, 'chat gpt-4o']);
});

it('functions of the program are below the tool that calls them, and outside of it afterwards', async () => {
  const recorded = record();
  const { agents, z } = client;
  const look = track({ name: 'look' }, async () => 'sunny');
  const weather = agents.tool({ name: 'weather', description: '', parameters: z.object({}), execute: look });
  const agent = new agents.Agent({ name: 'gardener', model: 'gpt-4o', tools: [weather] });
  const main = track({ name: 'main' }, async () => {
    await agents.run(agent, 'Hi');
    await track({ name: 'after' }, async () => {})();
  });
  await Promise.all([main(), main()]);
  await through(recorded);
  const path = ['main', 'Agent workflow', 'invoke_agent gardener', 'execute_tool weather'];
  expect(recorded.spans.filter(({ name }) => name === 'look').map((span) => pathTo(recorded, span))).toEqual([
    path,
    path,
  ]);
  expect(pathOf(recorded, 'after')).toEqual(['main']);
});

it('handoffs and guardrails have their names, and an abort is no failure', async () => {
  const recorded = record();
  await call('run, handoff');
  await call('run, guarded');
  await call('run, aborted');
  await through(recorded);
  expect(pathOf(recorded, 'handoff expert')).toEqual(['Agent workflow', 'invoke_agent gardener']);
  expect(pathOf(recorded, 'invoke_agent expert')).toEqual(['Agent workflow']);
  expect(pathOf(recorded, 'guardrail polite')).toEqual(['Agent workflow', 'invoke_agent gardener']);
  const reasons = recorded.spans.slice(-3).map(({ attributes }) => attributes['bud.track.end_reason']);
  expect(reasons).toEqual(['aborted', 'aborted', 'aborted']);
});

it('leaves out on request what is none of the operations of models', async () => {
  const recorded = record({ chains: false });
  await call('run, handoff');
  await through(recorded);
  expect(recorded.spans.map(({ name }) => name)).toEqual([
    'chat gpt-4o',
    'invoke_agent gardener',
    'chat gpt-4o',
    'invoke_agent expert',
  ]);
});

it('where the program has switched tracing off, there is nothing', async () => {
  const recorded = record();
  client.agents.setTracingDisabled(true);
  onTestFinished(() => client.agents.setTracingDisabled(false));
  await call('run');
  expect(recorded.spans).toEqual([]);
});

function named({ spans }: RecordedCalls, name: string): ReadableSpan {
  return spans.find((span) => span.name === name)!;
}

/** The names of all spans around one. */
function pathTo(recorded: RecordedCalls, { parentSpanContext }: ReadableSpan): readonly string[] {
  const parent = recorded.spans.find((span) => span.spanContext().spanId === parentSpanContext?.spanId);
  return parent === undefined ? [] : [...pathTo(recorded, parent), parent.name];
}

function pathOf(recorded: RecordedCalls, name: string): readonly string[] {
  return pathTo(recorded, named(recorded, name));
}
