import type { WireFormat } from './format.ts';
import { openaiEmbeddings } from './openai/embeddings.ts';
import { openaiChatWithUsage as openaiChat } from './openai/chat.ts';
import { list, plain, type Plain } from './plain.ts';

/** `client.chat.complete`, whose client says in its own spelling what OpenAI's Chat Completions say. */
export const mistralChat: WireFormat = {
  operation: 'chat',
  ask: ([request]) => openaiChat.ask([asOpenai(request)]),
  answer: (response) => openaiChat.answer(asOpenai(response)),
};

/** `client.chat.stream`: its items are events that hold the chunks. */
export const mistralStream: WireFormat = {
  ...mistralChat,
  ask: ([request]) => openaiChat.ask([{ ...asOpenai(request), stream: true }]),
  collector() {
    const collector = openaiChat.collector();
    return { add: (event) => collector.add(asOpenai(plain(event)['data'])), answered: () => collector.answered() };
  },
};

/** `client.embeddings.create`: `inputs` are what OpenAI calls `input`. */
export const mistralEmbeddings: WireFormat = {
  ...openaiEmbeddings,
  ask: ([request]) => openaiEmbeddings.ask([{ ...asOpenai(request), input: plain(request)['inputs'] }]),
  answer: (response) => openaiEmbeddings.answer(asOpenai(response)),
};

/** What the client calls otherwise than the server. */
const spelled: Readonly<Record<string, string>> = {
  completionTokens: 'completion_tokens',
  finishReason: 'finish_reason',
  frequencyPenalty: 'frequency_penalty',
  imageUrl: 'image_url',
  maxTokens: 'max_tokens',
  outputDimension: 'dimensions',
  presencePenalty: 'presence_penalty',
  promptTokens: 'prompt_tokens',
  randomSeed: 'seed',
  responseFormat: 'response_format',
  toolCallId: 'tool_call_id',
  toolCalls: 'tool_calls',
  topP: 'top_p',
};

/** Whose members are looked into; all others are the program's, such as the schema of a tool. */
const holders = new Set(['messages', 'content', 'choices', 'message', 'delta', 'usage']);

function asOpenai(value: unknown): Plain {
  return Object.fromEntries(
    Object.entries(plain(value)).map(([key, member]) => [
      spelled[key] ?? key,
      holders.has(key) && typeof member === 'object' ? deeper(member) : member,
    ]),
  );
}

function deeper(member: unknown): unknown {
  if (!Array.isArray(member)) return member === null ? null : asOpenai(member);
  return list(member).map((item) => (typeof item === 'object' && item !== null ? asOpenai(item) : item));
}
