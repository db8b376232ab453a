/**
 * What OpenAI's server speaks, and others with it:
 *
 *   chat        Chat Completions, and what a stream of them is asked for
 *   responses   the API that keeps conversations
 *   embeddings  texts as vectors
 *   media       images, speech, and what was heard
 */
import type { Answered, Asked, Collector, WireFormat, Usage } from '../format.ts';
import { inOrder } from '../in-order.ts';
import { mediaPart, otherPart, textPart, toolCall, toolResponse, type Message, type Part } from '../message.ts';
import { list, number, plain, string, type Plain } from '../plain.ts';
import { parametersOf } from '../parameters.ts';

type StreamedFormat = WireFormat & Required<Pick<WireFormat, 'collector'>>;

const chat: StreamedFormat = {
  operation: 'chat',
  ask: ([body]) => askedOf(plain(body)),
  answer: (response) => {
    const { id, model, choices, usage } = plain(response);
    return answeredOf({ id, model, usage, choices: list(choices).map(choiceOf) });
  },
  collector,
};

/** `client.chat.completions.create`, of OpenAI and of whoever speaks the same. */
export const openaiChat: WireFormat = {
  ...chat,
  usageOfStream: {
    request([body, ...rest]) {
      const { stream, stream_options: options } = plain(body);
      if (stream !== true || plain(options)['include_usage'] !== undefined) return undefined;
      return [{ ...plain(body), stream_options: { ...plain(options), include_usage: true } }, ...rest];
    },
    // OpenAI API reference, stream_options: the last chunk has the usage and no choices, all others `usage: null`
    isExtra: (chunk) =>
      list(plain(chunk)['choices']).length === 0 &&
      typeof plain(chunk)['usage'] === 'object' &&
      plain(chunk)['usage'] !== null,
    clean(chunk) {
      if (plain(chunk)['usage'] === null) Reflect.deleteProperty(chunk as object, 'usage');
    },
  },
};

/** The same of servers whose streams say what they took by themselves, such as Groq's. */
export const openaiChatWithUsage: StreamedFormat = chat;

function askedOf(body: Plain): Asked {
  return {
    model: string(body['model']),
    isStream: body['stream'] === true,
    parameters: parametersOf(body, {
      'gen_ai.request.max_tokens': body['max_completion_tokens'] ?? body['max_tokens'],
      'gen_ai.request.choice.count': body['n'] === 1 ? undefined : body['n'],
      'gen_ai.request.stop_sequences': typeof body['stop'] === 'string' ? [body['stop']] : body['stop'],
      'gen_ai.request.reasoning.level': body['reasoning_effort'],
      'gen_ai.output.type': outputType(plain(body['response_format'])['type']),
    }),
    content: () => ({
      input: list(body['messages']).map(messageOf),
      ...(body['tools'] !== undefined && { tools: body['tools'] }),
    }),
  };
}

function outputType(format: unknown): string | undefined {
  if (format === undefined) return undefined;
  return format === 'text' ? 'text' : 'json';
}

function messageOf(message: unknown): Message {
  const { role, content, tool_calls: calls, tool_call_id: id } = plain(message);
  if (role === 'tool') return { role, parts: [toolResponse(id, content)] };
  return { role: string(role) ?? '', parts: [...partsOf(content), ...list(calls).map(callOf)] };
}

function partsOf(content: unknown): readonly Part[] {
  if (typeof content === 'string') return [textPart(content)];
  return list(content).map((part) => {
    const { type, text, refusal, image_url: image, input_audio: audio } = plain(part);
    if (typeof text === 'string') return textPart(text);
    if (typeof refusal === 'string') return textPart(refusal);
    if (type === 'image_url') return mediaPart('image', string(plain(image)['url']) ?? '');
    if (type === 'input_audio')
      return mediaPart('audio', `data:audio/${String(plain(audio)['format'])},${String(plain(audio)['data'])}`);
    return otherPart(part);
  });
}

function callOf(call: unknown): Part {
  const { id, function: called, custom } = plain(call);
  const { name, arguments: args, input } = plain(called ?? custom);
  return toolCall(id, name, args ?? input);
}

interface Choice {
  readonly finish: string | undefined;
  readonly message: Message;
}

function choiceOf(choice: unknown): Choice {
  const { finish_reason: finish, message } = plain(choice);
  const { role, content, refusal, tool_calls: calls } = plain(message);
  const parts = [...partsOf(content), ...partsOf(refusal), ...list(calls).map(callOf)];
  return { finish: string(finish), message: { role: string(role) ?? 'assistant', parts } };
}

interface Read {
  readonly id: unknown;
  readonly model: unknown;
  readonly usage: unknown;
  readonly choices: readonly Choice[];
}

function answeredOf({ id, model, usage, choices }: Read): Answered {
  return {
    id: string(id),
    model: string(model),
    finishReasons: choices.flatMap(({ finish }) => finish ?? []),
    usage: usageOf(usage),
    output: () => choices.map(({ finish, message }) => ({ ...message, finish_reason: finish })),
  };
}

function usageOf(usage: unknown): Usage | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined;
  const { prompt_tokens, completion_tokens, prompt_tokens_details, completion_tokens_details } = plain(usage);
  return {
    inputTokens: number(prompt_tokens),
    outputTokens: number(completion_tokens),
    cacheReadTokens: number(plain(prompt_tokens_details)['cached_tokens']),
    reasoningTokens: number(plain(completion_tokens_details)['reasoning_tokens']),
    inputAudioTokens: number(plain(prompt_tokens_details)['audio_tokens']),
    outputAudioTokens: number(plain(completion_tokens_details)['audio_tokens']),
  };
}

/** A choice that grows with its chunks. */
interface Growing {
  role: string | undefined;
  finish: string | undefined;
  text: string;
  refusal: string;
  readonly calls: Map<number, { id: unknown; name: unknown; arguments: string }>;
}

function collector(): Collector {
  let head: Plain = {};
  let usage: unknown;
  const choices = new Map<number, Growing>();
  return {
    add(chunk) {
      const read = plain(chunk);
      if (head['id'] === undefined) head = read;
      // Groq says it at the end without being asked, in a place of its own.
      usage = read['usage'] ?? plain(read['x_groq'])['usage'] ?? usage;
      for (const choice of list(read['choices'])) grow(choices, plain(choice));
    },
    answered: () =>
      answeredOf({
        id: head['id'],
        model: head['model'],
        usage,
        choices: inOrder(choices).map(grown),
      }),
  };
}

function grow(choices: Map<number, Growing>, { index, finish_reason: finish, delta }: Plain): void {
  const at = number(index) ?? 0;
  let choice = choices.get(at);
  if (choice === undefined)
    choices.set(at, (choice = { role: undefined, finish: undefined, text: '', refusal: '', calls: new Map() }));
  const { role, content, refusal, tool_calls: calls } = plain(delta);
  choice.role ??= string(role);
  choice.finish = string(finish) ?? choice.finish;
  choice.text += string(content) ?? '';
  choice.refusal += string(refusal) ?? '';
  for (const [position, call] of list(calls).entries()) {
    const { index: callIndex = position, id, function: called } = plain(call);
    const { name, arguments: args } = plain(called);
    const key = number(callIndex) ?? position;
    const known = choice.calls.get(key) ?? { id, name, arguments: '' };
    choice.calls.set(key, {
      id: known.id ?? id,
      name: known.name ?? name,
      arguments: known.arguments + (string(args) ?? ''),
    });
  }
}

function grown({ role = 'assistant', finish, text, refusal, calls }: Growing): Choice {
  const parts = [
    ...[text, refusal].filter((each) => each !== '').map(textPart),
    ...inOrder(calls).map(({ id, name, arguments: args }) => toolCall(id, name, args)),
  ];
  return { finish, message: { role, parts } };
}
