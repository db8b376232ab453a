import { expect, it } from 'vitest';
import { readMarks, traceAgent, traceLLM, traceTool, withConversation, withPrompt } from '@bud/llm';
import { track } from '@bud/runtime/track';
import { useModelClient } from './model-client.ts';
import { recordCalls, recordMarks } from './recorded.ts';

const model = useModelClient();
const ask = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'Hi' }] };

const shown = ['gen_ai.agent.name', 'gen_ai.conversation.id', 'gen_ai.prompt.name', 'bud.prompt.version'];
const inheritedBy = (spans: ReturnType<typeof recordMarks>['spans']): object =>
  Object.fromEntries(
    spans.map(({ name, attributes }) => [
      name,
      Object.fromEntries(Object.entries(attributes).filter(([key]) => shown.includes(key))),
    ]),
  );

it('calls know their agent, conversation, and prompt', async () => {
  const recorded = recordCalls();
  await withConversation('chat-17', async () =>
    traceAgent({ name: 'gardener' }, async () => {
      traceTool({ name: 'forecast' }, () => 'sunny');
      await withPrompt({ name: 'advice', version: '3', variables: { city: 'Paris' } }, async () =>
        model.client.chat.completions.create(ask),
      );
      traceAgent({ name: 'waterer' }, () => traceLLM({ model: 'small' }, () => 'Water it.'));
      track({ name: 'other' }, () => {})();
    }),
  );
  const conversation = { 'gen_ai.conversation.id': 'chat-17' };
  const gardener = { ...conversation, 'gen_ai.agent.name': 'gardener' };
  const waterer = { ...conversation, 'gen_ai.agent.name': 'waterer' };
  expect(inheritedBy(recorded.spans)).toEqual({
    'execute_tool forecast': gardener,
    'chat gpt-4o': { ...gardener, 'gen_ai.prompt.name': 'advice', 'bud.prompt.version': '3' },
    'chat small': waterer,
    'invoke_agent waterer': waterer,
    other: {},
    'invoke_agent gardener': gardener,
  });
});

it('a function marked as an agent is one, named by its class', () => {
  const recorded = recordMarks();
  const agent = track({ name: 'Gardener.answer', type: 'agent' }, () => traceLLM({ model: 'small' }, () => 'Yes'));
  agent();
  traceLLM({ model: 'small' }, () => 'outside');
  expect(recorded.spans.map(({ attributes }) => attributes['gen_ai.agent.name'])).toEqual([
    'Gardener.answer',
    'Gardener.answer',
    undefined,
  ]);
});

it('what a prompt was filled with is content', async () => {
  const variables = { city: 'Paris', apiKey: 'sk-proj-0123456789abcdefghijklmnopqrstuv' };
  const askWith = async (captureContent: boolean): Promise<unknown> => {
    const recorded = recordCalls({ captureContent });
    await withPrompt({ name: 'advice', variables }, async () => model.client.chat.completions.create(ask));
    recorded.tracking.stop();
    return recorded.spans.at(-1)?.attributes['bud.prompt.variables'];
  };
  expect(await askWith(true)).toBe('{"city":"Paris","apiKey":"[REDACTED]"}');
  expect(await askWith(false)).toBeUndefined();
});

it('without anybody who records, they only run what they are given', () => {
  const stop = readMarks();
  expect(withConversation('c', () => withPrompt({ name: 'p' }, () => 3))).toBe(3);
  stop();
});
