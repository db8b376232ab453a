/** What both versions of Cohere's API say alike. */
import type { Usage } from '../format.ts';
import { mediaPart, otherPart, textPart, type Part } from '../message.ts';
import { parametersOf } from '../parameters.ts';
import { number, plain, string, type Plain } from '../plain.ts';

/** A part of a message, or of what is embedded. */
export function coherePart(part: unknown): Part {
  const { text, thinking, imageUrl } = plain(part);
  if (typeof text === 'string') return textPart(text);
  if (typeof thinking === 'string') return { type: 'reasoning', content: thinking };
  const url = string(plain(imageUrl)['url']);
  return url === undefined ? otherPart(part) : mediaPart('image', url);
}

/** The settings of a request to chat. */
export function cohereParameters(request: Plain, isStream: boolean): Plain {
  const { temperature, seed, k, p, maxTokens, stopSequences, frequencyPenalty, presencePenalty } = request;
  const format = plain(request['responseFormat'])['type'];
  return parametersOf(
    { temperature, seed, top_k: k, top_p: p, frequency_penalty: frequencyPenalty, presence_penalty: presencePenalty },
    {
      'gen_ai.request.max_tokens': maxTokens,
      'gen_ai.request.stop_sequences': stopSequences,
      'gen_ai.request.stream': isStream ? true : undefined,
      'gen_ai.output.type': format === undefined ? undefined : format === 'text' ? 'text' : 'json',
    },
  );
}

/**
 * What is billed, else what was used.
 *
 * Source: OpenTelemetry semantic conventions 1.41, gen_ai.client.token.usage: where both are known, those that are billed
 */
export function cohereUsage(usage: unknown): Usage | undefined {
  const { billedUnits, tokens, cachedTokens } = plain(usage);
  const counted = billedUnits ?? tokens;
  if (counted === undefined) return undefined;
  const { inputTokens, outputTokens, imageTokens } = plain(counted);
  const input = [inputTokens, imageTokens].map(number).filter((each) => each !== undefined);
  return {
    inputTokens: input.length === 0 ? undefined : input.reduce((sum, each) => sum + each, 0),
    outputTokens: number(outputTokens),
    cacheReadTokens: number(cachedTokens),
  };
}
