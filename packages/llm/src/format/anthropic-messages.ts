import type { Answered, Asked, Collector, WireFormat, Usage } from './format.ts';
import { inOrder } from './in-order.ts';
import { blobPart, otherPart, textPart, toolCall, toolResponse, type Message, type Part } from './message.ts';
import { parametersOf } from './parameters.ts';
import { list, number, plain, string, type Plain } from './plain.ts';

/** `client.messages.create` of Anthropic. */
export const anthropicMessages: WireFormat = {
  operation: 'chat',
  ask: ([body, options]) => askedOf(plain(body), plain(plain(options)['openTelemetry'])['conversationId']),
  answer: (response) => answeredOf(plain(response)),
  collector,
};

function askedOf(body: Plain, conversation: unknown): Asked {
  const { model, stream, system, messages, tools } = body;
  return {
    model: string(model),
    isStream: stream === true,
    parameters: parametersOf(body, {
      'gen_ai.request.max_tokens': body['max_tokens'],
      'gen_ai.request.stop_sequences': body['stop_sequences'],
      'gen_ai.request.reasoning.level': plain(body['output_config'])['effort'],
      'gen_ai.output.type': (body['output_format'] ?? plain(body['output_config'])['format']) ? 'json' : undefined,
      'gen_ai.conversation.id': conversation,
    }),
    content: () => ({
      input: list(messages).map((message) => ({
        role: string(plain(message)['role']) ?? '',
        parts: partsOf(plain(message)['content']),
      })),
      ...(system !== undefined && { system: partsOf(system) }),
      ...(tools !== undefined && { tools }),
    }),
  };
}

function partsOf(content: unknown): readonly Part[] {
  return typeof content === 'string' ? [textPart(content)] : list(content).map(partOf);
}

function partOf(block: unknown): Part {
  const { type, text, thinking, id, name, input, tool_use_id: called, content, source } = plain(block);
  switch (type) {
    case 'text':
      return textPart(string(text) ?? '');
    case 'thinking':
      return { type: 'reasoning', content: string(thinking) ?? '' };
    case 'tool_use':
      return toolCall(id, name, input);
    case 'tool_result':
      return toolResponse(called, content);
    case 'image':
      return imageOf(plain(source));
    default:
      return otherPart(block);
  }
}

function imageOf({ type, url, media_type: mimeType, data, file_id: file }: Plain): Part {
  if (type === 'url') return { type: 'uri', modality: 'image', uri: string(url) ?? '' };
  if (type === 'file') return { type: 'file', modality: 'image', file_id: string(file) ?? '' };
  return blobPart('image', string(mimeType) ?? '', string(data)?.length ?? 0);
}

function answeredOf({ id, model, role, content, stop_reason: stop, usage }: Plain): Answered {
  const finish = string(stop);
  return {
    id: string(id),
    model: string(model),
    ...(finish !== undefined && { finishReasons: [finish] }),
    usage: usageOf(usage),
    output: (): readonly Message[] => [
      {
        role: string(role) ?? 'assistant',
        parts: partsOf(content),
        finish_reason: finish,
      },
    ],
  };
}

/**
 * What came from a cache, or went into one, is not among Anthropic's input tokens; here it is. A stream says at its
 * beginning what went in, and only at its end how much came out.
 */
function usageOf(usage: unknown): Usage | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined;
  const { input_tokens, output_tokens, cache_read_input_tokens, cache_creation_input_tokens } = plain(usage);
  const parts = [input_tokens, cache_read_input_tokens, cache_creation_input_tokens].map(number);
  return {
    inputTokens: parts[0] === undefined ? undefined : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0),
    outputTokens: number(output_tokens),
    cacheReadTokens: parts[1],
    cacheCreationTokens: parts[2],
  };
}

/** A block of an answer that grows with its events. */
interface Growing {
  readonly block: Plain;
  text: string;
}

function collector(): Collector {
  let message: Plain = {};
  let usage: Plain = {};
  let stop: unknown;
  let isCounted = false;
  const blocks = new Map<number, Growing>();
  const addTo: Readonly<Record<string, (event: Plain) => void>> = {
    message_start({ message: begun }) {
      message = plain(begun);
      usage = plain(message['usage']);
    },
    content_block_start: ({ index, content_block: block }) =>
      void blocks.set(number(index) ?? 0, { block: plain(block), text: '' }),
    content_block_delta({ index, delta }) {
      const growing = blocks.get(number(index) ?? 0);
      const { text, thinking, partial_json: json } = plain(delta);
      if (growing !== undefined) growing.text += string(text) ?? string(thinking) ?? string(json) ?? '';
    },
    message_delta({ delta, usage: more }) {
      isCounted = true;
      stop = plain(delta)['stop_reason'] ?? stop;
      usage = { ...usage, ...Object.fromEntries(Object.entries(plain(more)).filter(([, value]) => value !== null)) };
    },
  };
  return {
    add(event) {
      const read = plain(event);
      const type = string(read['type']) ?? '';
      if (Object.hasOwn(addTo, type)) addTo[type]?.(read);
    },
    answered() {
      const content = inOrder(blocks).map(grown);
      const whole = answeredOf({ ...message, content, stop_reason: stop, usage });
      return isCounted ? whole : { ...whole, usage: { ...whole.usage, outputTokens: undefined, isPartial: true } };
    },
  };
}

function grown({ block, text }: Growing): Plain {
  if (block['type'] === 'tool_use') return { ...block, input: text === '' ? block['input'] : text };
  return block['type'] === 'thinking' ? { ...block, thinking: text } : { ...block, text };
}
