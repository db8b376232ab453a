/**
 * What `InvokeModelCommand` of Bedrock sends are bytes, in the format of whoever made the model:
 *
 *   command ─ family ─▶ the format of that family
 *     body ─ asked ─▶ its request, with the model that Bedrock names beside it
 *     body of the answer, or each chunk ─▶ its answer, its event
 */
import { anthropicMessages } from '../anthropic-messages.ts';
import type { Collector, WireFormat } from '../format.ts';
import { openaiChatWithUsage } from '../openai/chat.ts';
import { number, plain, string, type Plain } from '../plain.ts';
import { completion } from './completion.ts';
import { converse } from './converse.ts';
import { titanEmbeddings } from './embeddings.ts';
import { jsonIn } from './json.ts';

/** How the models of one maker are asked. */
interface Family {
  readonly isOf: (model: string, body: Plain) => boolean;
  readonly format: WireFormat;
  /** The arguments of a call in that format. */
  readonly args: (model: string, body: Plain) => readonly unknown[];
}

const asBody: Family['args'] = (model, body) => [{ ...body, model }];

const families: readonly Family[] = [
  {
    isOf: (model, body) => body['anthropic_version'] !== undefined || model.includes('anthropic.'),
    format: anthropicMessages,
    args: asBody,
  },
  { isOf: (model) => model.includes('embed'), format: titanEmbeddings, args: asBody },
  {
    isOf: (model, body) => model.includes('amazon.nova') || body['inferenceConfig'] !== undefined,
    format: converse,
    args: (model, body) => [{ input: { ...body, modelId: model } }],
  },
  { isOf: (_model, body) => Array.isArray(body['messages']), format: openaiChatWithUsage, args: asBody },
  { isOf: () => true, format: completion, args: asBody },
];

/** The format of a command, which the bytes of its body decide. */
export function invokeFormat(input: Plain, isStream: boolean): WireFormat {
  const model = string(input['modelId']) ?? '';
  const body = plain(jsonIn(input['body']));
  // Proof: the last family has every model.
  const { format, args } = families.find(({ isOf }) => isOf(model, body)) as Family;
  return {
    operation: format.operation,
    ask() {
      const asked = format.ask(args(model, body));
      return {
        ...asked,
        isStream,
        parameters: { ...asked.parameters, ...(isStream && { 'gen_ai.request.stream': true }) },
      };
    },
    answer: (response) => format.answer(jsonIn(plain(response)['body'])),
    collector: () => chunksFor(format),
  };
}

/** The last chunk says what all have taken, besides what the format says itself. */
function chunksFor(format: WireFormat): Collector {
  const collector = format.collector?.();
  let metrics: unknown;
  return {
    add(item) {
      const event = plain(jsonIn(plain(plain(item)['chunk'])['bytes']));
      metrics ??= event['amazon-bedrock-invocationMetrics'];
      collector?.add(event);
    },
    answered() {
      const answered = collector?.answered() ?? {};
      if (metrics === undefined || number(answered.usage?.outputTokens) !== undefined) return answered;
      const { inputTokenCount, outputTokenCount } = plain(metrics);
      return { ...answered, usage: { inputTokens: number(inputTokenCount), outputTokens: number(outputTokenCount) } };
    },
  };
}
