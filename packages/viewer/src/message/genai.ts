import type { SpanData } from '@bud/trace';
import { parsed } from '@bud/value';
import { firstText, listIn, membersIn, textIn, type ChatMessage } from './message.ts';
import { partOf, chatPartsOf, calledTool } from './part.ts';

// OpenTelemetry semantic conventions 1.41, gen_ai; content may stand on the span or on an event of it
const detailsEvent = 'gen_ai.client.inference.operation.details';

/** What OpenTelemetry's conventions for generative AI say: those of today, else the events of before. */
export function genaiMessages({ attributes, events }: Pick<SpanData, 'attributes' | 'events'>): readonly ChatMessage[] {
  const details = events.find(({ name }) => name === detailsEvent)?.attributes ?? {};
  const read = (name: string): readonly unknown[] => listIn(parsed(attributes[name] ?? details[name]));
  const system = read('gen_ai.system_instructions');
  const messages = [
    ...(system.length === 0 ? [] : [said('system', { parts: system }, false)]),
    ...read('gen_ai.input.messages').map((message) => said('user', message, false)),
    ...read('gen_ai.output.messages').map((message) => said('assistant', message, true)),
  ];
  return messages.length > 0 ? messages : events.flatMap(eventMessage);
}

function said(role: string, value: unknown, isAnswer: boolean): ChatMessage {
  const message = membersIn(value);
  const parts = listIn(message['parts']).map(partOf);
  return {
    role: textIn(message['role']) ?? role,
    parts: parts.length > 0 ? parts : chatPartsOf(message['content']),
    isAnswer,
    finishReason: firstText(message, 'finish_reason', 'finishReason'),
  };
}

// OpenTelemetry semantic conventions 1.28 to 1.36, gen_ai events
const rolesOfEvents: Readonly<Record<string, string>> = {
  'gen_ai.system.message': 'system',
  'gen_ai.user.message': 'user',
  'gen_ai.assistant.message': 'assistant',
  'gen_ai.tool.message': 'tool',
  'gen_ai.choice': 'assistant',
};

function eventMessage({ name, attributes }: SpanData['events'][number]): readonly ChatMessage[] {
  const role = Object.hasOwn(rolesOfEvents, name) ? rolesOfEvents[name] : undefined;
  if (role === undefined) return [];
  const message = membersIn(parsed(attributes['message']));
  const calls = listIn(parsed(attributes['tool_calls'] ?? message['tool_calls']));
  const content = parsed(attributes['content'] ?? message['content']);
  return [
    {
      role: textIn(attributes['role']) ?? role,
      parts: [
        ...(typeof content === 'object' && content !== null && !Array.isArray(content)
          ? [partOf(content)]
          : chatPartsOf(content)),
        ...calls.map((call) => calledTool(membersIn(call))),
      ],
      isAnswer: name === 'gen_ai.choice',
      finishReason: textIn(attributes['finish_reason']),
    },
  ];
}
