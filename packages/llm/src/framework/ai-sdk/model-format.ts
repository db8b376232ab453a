/**
 * The calls that the specification of the AI SDK's models has (v2 to v4: `ai` 5 to 7), and the events that tell of them.
 *
 * Source: `@ai-sdk/provider`, LanguageModelV2 to V4, EmbeddingModelV2 to V4
 */
import type { Answered, Asked, Collector, WireFormat, Usage } from '../../format/format.ts';
import { textPart, toolCall, type Message, type Part } from '../../format/message.ts';
import { parametersOf } from '../../format/parameters.ts';
import { list, plain, string, type Plain } from '../../format/plain.ts';
import type { ModelCall } from './model-call.ts';
import { messagesOf, partsOf, systemOf } from './prompt.ts';

/** A round of a language model. */
export const languageModel: WireFormat = {
  operation: 'chat',
  // Proof of the cast: the sites of these calls are handed nothing else.
  ask: ([call]) => askedOf(call as ModelCall),
  answer: (result) => answeredOf(plain(result)),
  collector,
};

/** Vectors are not recorded. */
export const embeddingModel: WireFormat = {
  operation: 'embeddings',
  ask([call]) {
    const { modelId, request } = call as ModelCall;
    const { values, dimensions } = plain(request);
    return {
      model: modelId,
      isStream: false,
      parameters: parametersOf({}, { 'gen_ai.embeddings.dimension.count': dimensions }),
      content: () => ({
        input: list(values).map((value) => ({ role: 'user', parts: [textPart(string(value) ?? '')] })),
      }),
    };
  },
  answer: (result) => ({ usage: { inputTokens: count(plain(plain(result)['usage'])['tokens']) } }),
};

function askedOf({ modelId, isStream, request }: ModelCall): Asked {
  const body = plain(request);
  const { temperature, topP, topK, seed, frequencyPenalty, presencePenalty, stopSequences, responseFormat } = body;
  const prompt = body['prompt'] ?? body['promptMessages'] ?? body['messages'];
  const common = {
    temperature,
    top_p: topP,
    top_k: topK,
    seed,
    frequency_penalty: frequencyPenalty,
    presence_penalty: presencePenalty,
    ...(isStream && { stream: true }),
  };
  return {
    model: modelId,
    isStream,
    parameters: parametersOf(common, {
      'gen_ai.request.max_tokens': body['maxOutputTokens'],
      'gen_ai.request.stop_sequences': stopSequences,
      'gen_ai.request.reasoning.level': string(body['reasoning']),
      'gen_ai.output.type': string(plain(responseFormat)['type']),
    }),
    content() {
      const system = systemOf(body['instructions'], prompt);
      const tools = list(body['tools']).map(toolOf);
      return {
        input: messagesOf(prompt),
        ...(system.length > 0 && { system }),
        ...(tools.length > 0 && { tools }),
      };
    },
  };
}

/** What a model is told of a tool. */
function toolOf(tool: unknown): Plain {
  const { type, name, description, inputSchema, id } = plain(tool);
  return { type, name, ...(id !== undefined && { id }), description, parameters: inputSchema };
}

function answeredOf(result: Plain): Answered {
  const { content, finishReason, usage, response, objectText, providerMetadata } = result;
  const { id, modelId } = plain(response);
  const finish = finishOf(finishReason);
  const parts = typeof objectText === 'string' ? [textPart(objectText)] : partsOf(content);
  return {
    id: string(id),
    model: string(modelId),
    finishReasons: finish === undefined ? [] : [finish],
    usage: usageOf(usage, plain(plain(providerMetadata)['anthropic'])),
    output: () => [messageOf(parts, finish)],
  };
}

function messageOf(parts: readonly Part[], finish: string | undefined): Message {
  return { role: 'assistant', parts, finish_reason: finish };
}

/** In v2 the AI SDK's own word; since v3 also what the provider calls it. */
function finishOf(reason: unknown): string | undefined {
  const { raw, unified } = plain(reason);
  return string(reason) ?? string(raw) ?? string(unified);
}

/** Counts stand by themselves in v2 and in events, and since v3 with what they are made of. */
function usageOf(usage: unknown, anthropic: Plain): Usage | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined;
  const { inputTokens, outputTokens, inputTokenDetails, outputTokenDetails, ...counts } = plain(usage);
  const input = { ...plain(inputTokens), ...plain(inputTokenDetails) };
  const output = { ...plain(outputTokens), ...plain(outputTokenDetails) };
  const cacheReadTokens =
    count(input['cacheRead']) ?? count(input['cacheReadTokens']) ?? count(counts['cachedInputTokens']);
  // In v2, tokens that went through Anthropic's cache stand beside the others, and those written to it elsewhere.
  const apart = inputTokenDetails === undefined ? count(anthropic['cacheCreationInputTokens']) : undefined;
  const all = count(inputTokens);
  return {
    inputTokens:
      apart === undefined || all === undefined ? (all ?? count(input['total'])) : all + apart + (cacheReadTokens ?? 0),
    outputTokens: count(outputTokens) ?? count(output['total']),
    cacheReadTokens,
    cacheCreationTokens: count(input['cacheWrite']) ?? count(input['cacheWriteTokens']) ?? apart,
    reasoningTokens: count(output['reasoning']) ?? count(output['reasoningTokens']) ?? count(counts['reasoningTokens']),
  };
}

/** What is not known is `NaN` in some events. */
function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The parts of a stream: texts grow by their ids, tool calls come whole. */
function collector(): Collector {
  let head: Plain = {};
  let end: Plain = {};
  const parts = new Map<unknown, Part>();
  return {
    add(chunk) {
      const part = plain(chunk);
      const { type, id, delta, toolCallId, toolName, input } = part;
      if (type === 'response-metadata') head = { id: id ?? head['id'], modelId: part['modelId'] ?? head['modelId'] };
      else if (type === 'finish') end = part;
      else if (type === 'tool-call') parts.set(toolCallId, toolCall(toolCallId, toolName, input));
      else if (type === 'text-delta' || type === 'reasoning-delta') grow(parts, `${type} ${string(id)}`, delta);
    },
    answered: () => {
      const { finishReason, usage, providerMetadata } = end;
      const finish = finishOf(finishReason);
      return {
        ...answeredOf({ finishReason, usage, providerMetadata, response: head }),
        output: () => [messageOf([...parts.values()], finish)],
      };
    },
  };
}

function grow(parts: Map<unknown, Part>, key: string, delta: unknown): void {
  const known = parts.get(key);
  const before = known?.type === 'text' || known?.type === 'reasoning' ? known.content : '';
  const type = key.startsWith('text') ? 'text' : 'reasoning';
  parts.set(key, { type, content: before + (string(delta) ?? '') });
}
