import type { Answered, Asked, WireFormat } from '../format.ts';
import { textPart, toolCall, toolResponse, type Message } from '../message.ts';
import { list, plain, string, type Plain } from '../plain.ts';
import { cohereParameters, cohereUsage } from './said.ts';

/** `client.chat` of version 1 of Cohere's API: one message, and what was said before it. */
export const cohereChatV1: WireFormat = {
  operation: 'chat',
  ask: ([request]) => askedOf(plain(request), false),
  answer: (response) => answeredOf(plain(response)),
};

/** `client.chatStream`, whose last event has all of the answer. */
export const cohereStreamV1: WireFormat = {
  ...cohereChatV1,
  ask: ([request]) => askedOf(plain(request), true),
  collector() {
    let text = '';
    let whole: Plain | undefined;
    return {
      add(event) {
        const { eventType, text: more, response, finishReason } = plain(event);
        if (eventType === 'text-generation') text += string(more) ?? '';
        if (eventType === 'stream-end') whole = { finishReason, ...plain(response) };
      },
      answered: () => answeredOf(whole ?? { text }),
    };
  },
};

function askedOf(request: Plain, isStream: boolean): Asked {
  const { model, message, preamble, chatHistory, conversationId, tools, toolResults } = request;
  return {
    model: string(model),
    isStream,
    parameters: {
      ...cohereParameters(request, isStream),
      ...(conversationId !== undefined && { 'gen_ai.conversation.id': conversationId }),
    },
    content: () => ({
      input: [
        ...list(chatHistory).map((each) => messageOf(plain(each))),
        ...list(toolResults).map(answerOfTool),
        ...(message === '' ? [] : [messageOf({ role: 'USER', message })]),
      ],
      ...(typeof preamble === 'string' && { system: [textPart(preamble)] }),
      ...(tools !== undefined && { tools }),
    }),
  };
}

// Cohere API reference, version 1, chat: roles
const roles: Readonly<Record<string, string>> = {
  CHATBOT: 'assistant',
  SYSTEM: 'system',
  USER: 'user',
  TOOL: 'tool',
};

function messageOf({ role, message, toolCalls, toolResults }: Plain): Message {
  const text = string(message) ?? '';
  return {
    role: roles[String(role)] ?? String(role),
    parts: [
      ...(text === '' ? [] : [textPart(text)]),
      ...list(toolCalls).map((call) => toolCall(undefined, plain(call)['name'], plain(call)['parameters'])),
      ...list(toolResults).flatMap((each) => answerOfTool(each).parts),
    ],
  };
}

function answerOfTool(result: unknown): Message {
  return { role: 'tool', parts: [toolResponse(undefined, plain(result)['outputs'])] };
}

function answeredOf({ text, responseId, generationId, finishReason, toolCalls, meta }: Plain): Answered {
  const finish = string(finishReason);
  return {
    id: string(responseId) ?? string(generationId),
    ...(finish !== undefined && { finishReasons: [finish] }),
    usage: cohereUsage(meta),
    output: () => [
      {
        ...messageOf({ role: 'CHATBOT', message: text, toolCalls }),
        finish_reason: finish,
      },
    ],
  };
}
