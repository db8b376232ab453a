import type { Answered, Asked, Collector, WireFormat, Usage } from '../format.ts';
import { mediaPart, otherPart, textPart, toolCall, toolResponse, type Message, type Part } from '../message.ts';
import { parametersOf } from '../parameters.ts';
import { list, number, plain, string, type Plain } from '../plain.ts';

/** `client.responses.create` of OpenAI. Its streams say what they took by themselves. */
export const openaiResponses: WireFormat = {
  operation: 'chat',
  ask: ([body]) => askedOf(plain(body)),
  answer: (response) => answeredOf(plain(response)),
  collector,
};

function askedOf(body: Plain): Asked {
  const { model, input, instructions, tools, stream } = body;
  return {
    model: string(model),
    isStream: stream === true,
    parameters: parametersOf(body, {
      'gen_ai.request.max_tokens': body['max_output_tokens'],
      'gen_ai.request.reasoning.level': plain(body['reasoning'])['effort'],
    }),
    content: () => ({
      input: typeof input === 'string' ? [{ role: 'user', parts: [textPart(input)] }] : list(input).map(messageOf),
      ...(typeof instructions === 'string' && { system: [textPart(instructions)] }),
      ...(tools !== undefined && { tools }),
    }),
  };
}

/** An item of input, or of output: a message, a call of a tool, what a tool has answered, or what was thought. */
function messageOf(item: unknown): Message {
  const { type, role, content, call_id: id, output } = plain(item);
  if (type === 'function_call_output') return { role: 'tool', parts: [toolResponse(id, output)] };
  if (role === undefined) return { role: 'assistant', parts: partsOfItem(item) };
  return { role: string(role) ?? '', parts: partsOfContent(content) };
}

function partsOfItem(item: unknown): readonly Part[] {
  const { type, call_id: id, name, arguments: args, content, summary } = plain(item);
  switch (type) {
    case 'message':
      return partsOfContent(content);
    case 'function_call':
      return [toolCall(id, name, args)];
    case 'reasoning':
      return list(summary).map((part) => ({ type: 'reasoning', content: string(plain(part)['text']) ?? '' }));
    default:
      return [otherPart(item)];
  }
}

function partsOfContent(content: unknown): readonly Part[] {
  if (typeof content === 'string') return [textPart(content)];
  return list(content).map((part) => {
    const { text, refusal, image_url: image } = plain(part);
    if (typeof image === 'string') return mediaPart('image', image);
    const known = string(text) ?? string(refusal);
    return known === undefined ? otherPart(part) : textPart(known);
  });
}

function answeredOf(response: Plain): Answered {
  const { id, model, status, usage, output, incomplete_details: incomplete } = response;
  const finish = string(plain(incomplete)['reason']) ?? (status === 'completed' ? 'stop' : string(status));
  return {
    id: string(id),
    model: string(model),
    ...(finish !== undefined && { finishReasons: [finish] }),
    usage: usageOf(usage),
    output: () => [
      {
        role: 'assistant',
        parts: list(output).flatMap(partsOfItem),
        finish_reason: finish,
      },
    ],
  };
}

function usageOf(usage: unknown): Usage | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined;
  const { input_tokens, output_tokens, input_tokens_details, output_tokens_details } = plain(usage);
  return {
    inputTokens: number(input_tokens),
    outputTokens: number(output_tokens),
    cacheReadTokens: number(plain(input_tokens_details)['cached_tokens']),
    reasoningTokens: number(plain(output_tokens_details)['reasoning_tokens']),
  };
}

/** Every event that begins or ends a response has all of it; in between there is only text to add. */
function collector(): Collector {
  let response: Plain = {};
  let text = '';
  return {
    add(event) {
      const { type, response: whole, delta } = plain(event);
      if (typeof whole === 'object' && whole !== null) response = plain(whole);
      if (type === 'response.output_text.delta') text += string(delta) ?? '';
    },
    answered() {
      const whole = answeredOf(response);
      if (list(response['output']).length > 0 || text === '') return whole;
      return { ...whole, output: () => [{ role: 'assistant', parts: [textPart(text)] }] };
    },
  };
}
