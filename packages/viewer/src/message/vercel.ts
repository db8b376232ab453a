import type { SpanData } from '@bud/trace';
import { parsed } from '@bud/value';
import { listIn, membersIn, textIn, type ChatMessage } from './message.ts';
import { chatPartsOf, calledTool } from './part.ts';

/** What the AI SDK's own telemetry says. */
export function vercelMessages({ attributes }: Pick<SpanData, 'attributes'>): readonly ChatMessage[] {
  const prompt = membersIn(parsed(attributes['ai.prompt']));
  const asked = listIn(parsed(attributes['ai.prompt.messages'] ?? prompt['messages']));
  const single = textIn(prompt['prompt']);
  const system = textIn(prompt['system']);
  const text = attributes['ai.response.text'] ?? attributes['ai.response.object'];
  const calls = listIn(parsed(attributes['ai.response.toolCalls']));
  const hasAnswer = text !== undefined || calls.length > 0;
  return [
    ...(system === undefined ? [] : [input('system', system)]),
    ...(single === undefined ? [] : [input('user', single)]),
    ...asked.map(membersIn).map(({ role, content }) => input(textIn(role) ?? 'user', content)),
    ...(hasAnswer
      ? [
          {
            role: 'assistant',
            parts: [...chatPartsOf(text), ...calls.map((call) => calledTool(membersIn(call)))],
            isAnswer: true,
            finishReason: textIn(attributes['ai.response.finishReason']),
          },
        ]
      : []),
  ];
}

function input(role: string, content: unknown): ChatMessage {
  return { role, parts: chatPartsOf(content), isAnswer: false, finishReason: undefined };
}
