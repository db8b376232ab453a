import type { Answered, Asked, Collector, WireFormat, Usage } from './format.ts';
import { blobPart, textPart, toolCall, toolResponse, type Message, type Part } from './message.ts';
import { parametersOf } from './parameters.ts';
import { list, number, plain, string, type Plain } from './plain.ts';

/** `ollama.chat`. */
export const ollamaChat: WireFormat = {
  operation: 'chat',
  ask: ([body]) => {
    const { messages, tools } = plain(body);
    return askedOf(plain(body), () => ({
      input: list(messages).map(messageOf),
      ...(tools !== undefined && { tools }),
    }));
  },
  answer: (response) => answeredOf(plain(response)),
  collector,
};

/** `ollama.generate`, which is asked without a conversation. */
export const ollamaGenerate: WireFormat = {
  operation: 'text_completion',
  ask: ([body]) => {
    const { prompt, images, system } = plain(body);
    return askedOf(plain(body), () => ({
      input: [messageOf({ role: 'user', content: prompt, images })],
      ...(typeof system === 'string' && { system: [textPart(system)] }),
    }));
  },
  answer: (response) => answeredOf(plain(response)),
  collector,
};

/** `ollama.embed`. Vectors are not recorded. */
export const ollamaEmbed: WireFormat = {
  operation: 'embeddings',
  ask: ([body]) => {
    const { input, dimensions } = plain(body);
    const inputs = typeof input === 'string' ? [input] : list(input);
    return {
      ...askedOf(plain(body), () => ({ input: inputs.map((content) => messageOf({ role: 'user', content })) })),
      parameters: parametersOf({}, { 'gen_ai.embeddings.dimension.count': dimensions }),
    };
  },
  answer(response) {
    const { model, prompt_eval_count: inputTokens } = plain(response);
    return { model: string(model), usage: { inputTokens: number(inputTokens) } };
  },
};

function askedOf(body: Plain, content: Asked['content']): Asked {
  const { model, stream, think, format } = body;
  const options = plain(body['options']);
  return {
    model: string(model),
    isStream: stream === true,
    parameters: parametersOf(
      { ...options, ...(stream === true && { stream }) },
      {
        'gen_ai.request.max_tokens': options['num_predict'],
        'gen_ai.request.stop_sequences': options['stop'],
        'gen_ai.request.reasoning.level': string(think),
        'gen_ai.output.type': format === undefined || format === '' ? undefined : 'json',
      },
    ),
    content,
  };
}

function messageOf(message: unknown): Message {
  const { role, content, thinking, images, tool_calls: calls } = plain(message);
  if (role === 'tool') return { role, parts: [toolResponse(undefined, content)] };
  return {
    role: string(role) ?? '',
    parts: [
      ...said('reasoning', thinking),
      ...said('text', content),
      // Strings, or bytes, of images of any kind.
      ...list(images).map((image) =>
        blobPart('image', '', Number(plain(image)['length'] ?? string(image)?.length ?? 0)),
      ),
      ...list(calls).map((call) => {
        const { name, arguments: args } = plain(plain(call)['function']);
        return toolCall(undefined, name, args);
      }),
    ],
  };
}

function said(type: 'text' | 'reasoning', content: unknown): readonly Part[] {
  return typeof content === 'string' && content !== '' ? [{ type, content }] : [];
}

/** Chats answer with a message, `generate` with the members of one. */
function answeredOf(response: Plain): Answered {
  const { model, message, response: text, thinking, done_reason: reason } = response;
  const finish = string(reason);
  const answered = message ?? { role: 'assistant', content: text, thinking };
  return {
    model: string(model),
    ...(finish !== undefined && { finishReasons: [finish] }),
    usage: usageOf(response),
    output: () => [{ ...messageOf(answered), finish_reason: finish }],
  };
}

function usageOf({ prompt_eval_count: input, eval_count: output }: Plain): Usage | undefined {
  if (input === undefined && output === undefined) return undefined;
  return { inputTokens: number(input), outputTokens: number(output) };
}

/** Each chunk is an answer with a bit of it; the last one says how it ended and what it took. */
function collector(): Collector {
  let last: Plain = {};
  let content = '';
  let thinking = '';
  const calls: unknown[] = [];
  return {
    add(chunk) {
      last = plain(chunk);
      const { message, response } = last;
      const delta = plain(message ?? { content: response, thinking: last['thinking'] });
      content += string(delta['content']) ?? '';
      thinking += string(delta['thinking']) ?? '';
      calls.push(...list(delta['tool_calls']));
    },
    answered: () => answeredOf({ ...last, message: { role: 'assistant', content, thinking, tool_calls: calls } }),
  };
}
