import type { Answered, Asked, Collector, Usage, WireFormat } from '../format.ts';
import { inOrder } from '../in-order.ts';
import { blobPart, otherPart, textPart, toolCall, toolResponse, type Message, type Part } from '../message.ts';
import { parametersOf } from '../parameters.ts';
import { list, number, plain, string, type Plain } from '../plain.ts';

/** What `ConverseCommand` of Bedrock asks for. */
export const converse: WireFormat = {
  operation: 'chat',
  ask: ([command]) => askedOf(plain(plain(command)['input']), false),
  answer: (response) => answeredOf(plain(response)),
  collector,
};

/** The same of `ConverseStreamCommand`, whose answer holds a stream of events. */
export const converseStream: WireFormat = {
  ...converse,
  ask: ([command]) => askedOf(plain(plain(command)['input']), true),
};

function askedOf(request: Plain, isStream: boolean): Asked {
  const { modelId, messages, system, toolConfig } = request;
  const { temperature, topP, topK, maxTokens, stopSequences } = plain(request['inferenceConfig']);
  const { tools } = plain(toolConfig);
  return {
    model: string(modelId),
    isStream,
    parameters: parametersOf(
      { temperature, top_p: topP, top_k: topK },
      {
        'gen_ai.request.max_tokens': maxTokens,
        'gen_ai.request.stop_sequences': stopSequences,
        'gen_ai.request.stream': isStream ? true : undefined,
      },
    ),
    content: () => ({
      input: list(messages).map(messageOf),
      ...(system !== undefined && { system: list(system).map(partOf) }),
      ...(tools !== undefined && { tools }),
    }),
  };
}

function messageOf(message: unknown): Message {
  const { role, content } = plain(message);
  return { role: string(role) ?? 'assistant', parts: list(content).map(partOf) };
}

const media = ['image', 'video', 'audio', 'document'];

/** A block has one member, which says what it is. */
function partOf(block: unknown): Part {
  const { text, toolUse, toolResult, reasoningContent } = plain(block);
  if (typeof text === 'string') return textPart(text);
  if (toolUse !== undefined) {
    const { toolUseId, name, input } = plain(toolUse);
    return toolCall(toolUseId, name, input);
  }
  if (toolResult !== undefined) return toolResponse(plain(toolResult)['toolUseId'], plain(toolResult)['content']);
  if (reasoningContent !== undefined)
    return { type: 'reasoning', content: string(plain(plain(reasoningContent)['reasoningText'])['text']) ?? '' };
  const [kind = ''] = Object.keys(plain(block));
  return media.includes(kind) ? mediaOf(kind, plain(plain(block)[kind])) : otherPart({ type: kind });
}

function mediaOf(kind: string, { format, source }: Plain): Part {
  const { bytes, s3Location } = plain(source);
  const uri = string(plain(s3Location)['uri']);
  if (uri !== undefined) return { type: 'uri', modality: kind, uri };
  const length = Number(plain(bytes)['byteLength'] ?? string(bytes)?.length ?? 0);
  return blobPart(kind, typeof format === 'string' ? `${kind}/${format}` : '', length);
}

function answeredOf({ output, stopReason, usage }: Plain): Answered {
  const finish = string(stopReason);
  return {
    ...(finish !== undefined && { finishReasons: [finish] }),
    usage: usageOf(usage),
    output: () => [{ ...messageOf(plain(output)['message']), finish_reason: finish }],
  };
}

/** What came from a cache, or went into one, is not among Bedrock's input tokens; here it is. */
function usageOf(usage: unknown): Usage | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined;
  const { inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens } = plain(usage);
  const read = number(cacheReadInputTokens);
  const written = number(cacheWriteInputTokens);
  const fresh = number(inputTokens);
  return {
    inputTokens: fresh === undefined ? undefined : fresh + (read ?? 0) + (written ?? 0),
    outputTokens: number(outputTokens),
    cacheReadTokens: read,
    cacheCreationTokens: written,
  };
}

/** A block that grows with its events. */
interface Growing {
  readonly begun: Plain;
  kind: 'text' | 'toolUse' | 'reasoningContent';
  text: string;
}

function collector(): Collector {
  let role: unknown;
  let stopReason: unknown;
  let usage: unknown;
  const blocks = new Map<number, Growing>();
  return {
    add(event) {
      const { messageStart, contentBlockStart, contentBlockDelta, messageStop, metadata } = plain(event);
      role ??= plain(messageStart)['role'];
      stopReason ??= plain(messageStop)['stopReason'];
      usage ??= plain(metadata)['usage'];
      if (contentBlockStart !== undefined) begin(blocks, plain(contentBlockStart));
      if (contentBlockDelta !== undefined) grow(blocks, plain(contentBlockDelta));
    },
    answered() {
      const content = inOrder(blocks).map(grown);
      return answeredOf({ output: { message: { role, content } }, stopReason, usage });
    },
  };
}

function begin(blocks: Map<number, Growing>, { contentBlockIndex, start }: Plain): void {
  const { toolUse } = plain(start);
  const kind = toolUse === undefined ? 'text' : 'toolUse';
  blocks.set(number(contentBlockIndex) ?? 0, { begun: plain(toolUse), kind, text: '' });
}

/** Text has no event at its beginning. */
function grow(blocks: Map<number, Growing>, { contentBlockIndex, delta }: Plain): void {
  const { text, toolUse, reasoningContent } = plain(delta);
  const at = number(contentBlockIndex) ?? 0;
  const block = blocks.get(at) ?? { begun: {}, kind: 'text', text: '' };
  if (reasoningContent !== undefined) block.kind = 'reasoningContent';
  block.text += string(text) ?? string(plain(toolUse)['input']) ?? string(plain(reasoningContent)['text']) ?? '';
  blocks.set(at, block);
}

function grown({ begun, kind, text }: Growing): Plain {
  if (kind === 'toolUse') return { toolUse: { ...begun, input: text } };
  return kind === 'text' ? { text } : { reasoningContent: { reasoningText: { text } } };
}
