import * as bud from '@bud/observe';
import { afterEach, expect, it } from 'vitest';
import OpenAI from 'openai';
import { autoInstrument, loadPrices, traceAgent, traceTool } from '@bud/llm';
import { useModelClient } from './model-client.ts';

// What other dialects make of the spans of calls to models: the SDK writes it, these spans are the only ones with messages.
const model = useModelClient();
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0)) await step();
});

const messages = [
  { role: 'system', content: 'Be brief.' },
  {
    role: 'user',
    content: [
      { type: 'text', text: 'What is this, and is it raining?' },
      { type: 'image_url', image_url: { url: 'https://example.com/plant.png' } },
    ],
  },
  {
    role: 'assistant',
    tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"in":"Rome"}' } }],
  },
  { role: 'tool', tool_call_id: 'call_1', content: 'rain' },
] satisfies OpenAI.ChatCompletionMessageParam[];

const tool = { type: 'function', function: { name: 'weather', parameters: { type: 'object' } } } as const;

async function spansIn(convention: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  await loadPrices();
  const memory = bud.memoryExporter();
  const observing = bud.configure({ export: [memory], conventions: [convention] });
  undo.push(autoInstrument(OpenAI, { captureContent: true }), () => observing.shutdown());
  await bud.withAttributes({ 'session.id': 's-1', 'user.id': 'u-1' }, () =>
    traceAgent({ name: 'gardener' }, () =>
      traceTool({ name: 'ask', callId: 'call_0' }, () =>
        model.client.chat.completions.create({ model: 'gpt-4o', temperature: 0.5, messages, tools: [tool] }),
      ),
    ),
  );
  return memory.spans.map(({ attributes }) => attributes);
}

const under = (attributes: Readonly<Record<string, unknown>> | undefined, prefix: string): object =>
  Object.fromEntries(Object.entries(attributes ?? {}).filter(([key]) => key.startsWith(prefix)));

it('OpenInference has what was said, with which tools, and what it took', async () => {
  const [chat, ask, agent] = await spansIn('openinference');
  expect(under(chat, 'llm.')).toMatchInlineSnapshot(`
    {
      "llm.cost.total": 0.00004,
      "llm.finish_reason": "stop",
      "llm.input_messages.0.message.content": "Be brief.",
      "llm.input_messages.0.message.role": "system",
      "llm.input_messages.1.message.contents.0.message_content.text": "What is this, and is it raining?",
      "llm.input_messages.1.message.contents.0.message_content.type": "text",
      "llm.input_messages.1.message.contents.1.message_content.image.image.url": "https://example.com/plant.png",
      "llm.input_messages.1.message.contents.1.message_content.type": "image",
      "llm.input_messages.1.message.role": "user",
      "llm.input_messages.2.message.role": "assistant",
      "llm.input_messages.2.message.tool_calls.0.tool_call.function.arguments": "{"in":"Rome"}",
      "llm.input_messages.2.message.tool_calls.0.tool_call.function.name": "weather",
      "llm.input_messages.2.message.tool_calls.0.tool_call.id": "call_1",
      "llm.input_messages.3.message.content": "rain",
      "llm.input_messages.3.message.role": "tool",
      "llm.input_messages.3.message.tool_call_id": "call_1",
      "llm.invocation_parameters": "{"temperature":0.5}",
      "llm.model_name": "gpt-4o",
      "llm.output_messages.0.message.content": "Hello",
      "llm.output_messages.0.message.role": "assistant",
      "llm.provider": "openai",
      "llm.token_count.completion": 2,
      "llm.token_count.completion_details.reasoning": 1,
      "llm.token_count.prompt": 10,
      "llm.token_count.prompt_details.cache_read": 4,
      "llm.token_count.total": 12,
      "llm.tools.0.tool.json_schema": "{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}",
    }
  `);
  expect(under(chat, 'input.')).toMatchInlineSnapshot(`
    {
      "input.mime_type": "application/json",
      "input.value": "[{"role":"system","parts":[{"type":"text","content":"Be brief."}]},{"role":"user","parts":[{"type":"text","content":"What is this, and is it raining?"},{"type":"uri","modality":"image","uri":"https://example.com/plant.png"}]},{"role":"assistant","parts":[{"type":"tool_call","id":"call_1","name":"weather","arguments":{"in":"Rome"}}]},{"role":"tool","parts":[{"type":"tool_call_response","id":"call_1","response":"rain"}]}]",
    }
  `);
  expect(chat).toMatchObject({ 'openinference.span.kind': 'LLM', 'session.id': 's-1', 'user.id': 'u-1' });
  expect(ask).toMatchObject({ 'openinference.span.kind': 'TOOL', 'tool.name': 'ask', 'tool.id': 'call_0' });
  expect(agent).toMatchObject({ 'openinference.span.kind': 'AGENT', 'agent.name': 'gardener' });
});

it('Langfuse has a generation, with parameters, tokens that add up, and cost', async () => {
  const [chat, ask, agent] = await spansIn('langfuse');
  expect(under(chat, 'langfuse.')).toMatchInlineSnapshot(`
    {
      "langfuse.observation.cost_details": "{"total":0.00004}",
      "langfuse.observation.input": "[{"role":"system","parts":[{"type":"text","content":"Be brief."}]},{"role":"user","parts":[{"type":"text","content":"What is this, and is it raining?"},{"type":"uri","modality":"image","uri":"https://example.com/plant.png"}]},{"role":"assistant","parts":[{"type":"tool_call","id":"call_1","name":"weather","arguments":{"in":"Rome"}}]},{"role":"tool","parts":[{"type":"tool_call_response","id":"call_1","response":"rain"}]}]",
      "langfuse.observation.level": "DEFAULT",
      "langfuse.observation.model.name": "gpt-4o-2024-08-06",
      "langfuse.observation.model.parameters": "{"temperature":0.5}",
      "langfuse.observation.output": "[{"role":"assistant","parts":[{"type":"text","content":"Hello"}],"finish_reason":"stop"}]",
      "langfuse.observation.type": "generation",
      "langfuse.observation.usage_details": "{"input":6,"input_cached_tokens":4,"output":1,"output_reasoning_tokens":1,"total":12}",
      "langfuse.session.id": "s-1",
      "langfuse.user.id": "u-1",
    }
  `);
  expect(ask).toMatchObject({ 'langfuse.observation.type': 'tool' });
  expect(agent).toMatchObject({ 'langfuse.observation.type': 'agent' });
});
