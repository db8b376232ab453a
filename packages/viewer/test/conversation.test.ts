import { expect, test } from 'vitest';
import { conversationOf } from '../src/message/conversation.ts';

const call = { kind: 'call', id: 'call_1', name: 'forecast', input: { city: 'Vienna' } };
const sunny = { kind: 'result', id: 'call_1', output: { sky: 'clear' } };
const asked = { role: 'user', parts: [{ kind: 'text', text: 'Rain?' }], isAnswer: false };
const calling = { role: 'assistant', parts: [call], isAnswer: true, finishReason: 'tool_calls' };

const attributesOnly = (attributes: Readonly<Record<string, string | number>>) =>
  conversationOf({ attributes, events: [] });

test("OpenTelemetry's JSON", () => {
  const input = [
    {
      role: 'user',
      parts: [
        { type: 'text', content: 'Rain?' },
        { type: 'blob', modality: 'image', content: '…' },
      ],
    },
    { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_1', response: '{"sky":"clear"}' }] },
  ];
  const parts = [
    { type: 'reasoning', content: 'Look.' },
    { type: 'tool_call', id: 'call_1', name: 'forecast', arguments: { city: 'Vienna' } },
    { type: 'hologram', depth: 3 },
  ];
  expect(
    attributesOnly({
      'gen_ai.system_instructions': JSON.stringify([{ type: 'text', content: 'Be brief.' }]),
      'gen_ai.input.messages': JSON.stringify(input),
      'gen_ai.output.messages': JSON.stringify([{ role: 'assistant', parts, finish_reason: 'tool_calls' }]),
    }),
  ).toEqual([
    { role: 'system', parts: [{ kind: 'text', text: 'Be brief.' }], isAnswer: false },
    { ...asked, parts: [...asked.parts, { kind: 'media', what: 'image', where: '…' }] },
    { role: 'tool', parts: [sunny], isAnswer: false },
    {
      ...calling,
      parts: [{ kind: 'reasoning', text: 'Look.' }, call, { kind: 'other', value: { type: 'hologram', depth: 3 } }],
    },
  ]);
});

test("OpenTelemetry's events of before", () => {
  const events = [
    { name: 'gen_ai.user.message', attributes: { content: 'Rain?' } },
    { name: 'not.a.message', attributes: {} },
    {
      name: 'gen_ai.choice',
      attributes: {
        finish_reason: 'tool_calls',
        message: JSON.stringify({
          tool_calls: [
            { id: 'call_1', type: 'function', function: { name: 'forecast', arguments: '{"city":"Vienna"}' } },
          ],
        }),
      },
    },
  ].map((event) => ({ ...event, timeMs: 0 }));
  expect(conversationOf({ attributes: {}, events })).toEqual([asked, calling]);
});

test("OpenInference's numbered attributes, in the order of their numbers", () => {
  const input = 'llm.input_messages';
  const output = 'llm.output_messages.0.message';
  expect(
    attributesOnly({
      [`${input}.10.message.role`]: 'user',
      [`${input}.10.message.content`]: 'Rain?',
      [`${input}.2.message.role`]: 'tool',
      [`${input}.2.message.content`]: '{"sky":"clear"}',
      [`${input}.2.message.tool_call_id`]: 'call_1',
      [`${input}.1.message.contents.0.message_content.type`]: 'image',
      [`${output}.role`]: 'assistant',
      [`${output}.finish_reason`]: 'tool_calls',
      [`${output}.tool_calls.0.tool_call.id`]: 'call_1',
      [`${output}.tool_calls.0.tool_call.function.name`]: 'forecast',
      [`${output}.tool_calls.0.tool_call.function.arguments`]: '{"city":"Vienna"}',
    }),
  ).toEqual([
    { role: 'user', parts: [{ kind: 'text', text: '[image]' }], isAnswer: false },
    { role: 'tool', parts: [sunny], isAnswer: false },
    asked,
    calling,
  ]);
});

test("OpenLLMetry's numbered attributes", () => {
  expect(
    attributesOnly({
      'gen_ai.prompt.1.content': '{"days":3}',
      'gen_ai.prompt.0.role': 'user',
      'gen_ai.prompt.0.content': 'Rain?',
      'gen_ai.completion.0.finish_reason': 'tool_calls',
      'gen_ai.completion.0.tool_calls.0.id': 'call_1',
      'gen_ai.completion.0.tool_calls.0.name': 'forecast',
      'gen_ai.completion.0.tool_calls.0.arguments': '{"city":"Vienna"}',
    }),
  ).toEqual([asked, { ...asked, parts: [{ kind: 'text', text: '{"days":3}' }] }, calling]);
});

test('what is no call to a model has none', () => {
  expect(attributesOnly({ 'http.request.method': 'GET', 'gen_ai.input.messages': 'cut in the midd…' })).toEqual([]);
});
