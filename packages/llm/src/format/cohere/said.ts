/** What both versions of Cohere's API say alike. */
import type { Usage } from '../format.ts';
import { parametersOf } from '../parameters.ts';
import { number, plain, type Plain } from '../plain.ts';

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
