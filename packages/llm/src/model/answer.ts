import type { Attributes } from '@opentelemetry/api';
import { withoutUndefined } from '@bud/value';
import * as names from '../convention/names.ts';
import { costOf, type Cost } from '../cost/cost.ts';
import type { Answered, Usage } from '../format/format.ts';
import type { Taken } from '../usage/totals.ts';
import type { ResolvedLlmOptions } from './options.ts';

/** Who was asked, for which model: what the answer does not say. */
export interface AskedOf {
  readonly provider: string | undefined;
  readonly model: string | undefined;
}

/** What a call has taken, by its answer: the model that has answered is the one that is paid for. */
export function takenBy({ model, usage }: Answered, asked: AskedOf, options: ResolvedLlmOptions): Taken {
  const { prices, priceSource } = options;
  const costFor = (priced: string | undefined): Cost | undefined =>
    usage && usage.isPartial !== true
      ? costOf({ provider: asked.provider, model: priced, usage }, prices, priceSource)
      : undefined;
  return { usage, cost: costFor(model) ?? costFor(asked.model) };
}

/** What came back, as attributes of the span of the call. */
export function answerAttributes({ id, model, finishReasons = [] }: Answered, { usage, cost }: Taken): Attributes {
  return withoutUndefined<Attributes>({
    [names.RESPONSE_ID]: id,
    [names.RESPONSE_MODEL]: model,
    [names.FINISH_REASONS]: finishReasons.length === 0 ? undefined : [...finishReasons],
    ...(usage !== undefined && usageAttributes(usage)),
    [names.COST]: cost?.usd,
    [names.PRICE_VERSION]: cost?.version,
  });
}

function usageAttributes(usage: Usage): Attributes {
  const { inputTokens, outputTokens, cacheReadTokens, cacheCreationTokens, reasoningTokens } = usage;
  return {
    [names.INPUT_TOKENS]: inputTokens,
    [names.OUTPUT_TOKENS]: outputTokens,
    [names.TOTAL_TOKENS]: inputTokens === undefined ? undefined : inputTokens + (outputTokens ?? 0),
    [names.CACHE_READ_TOKENS]: cacheReadTokens,
    [names.CACHE_CREATION_TOKENS]: cacheCreationTokens,
    [names.REASONING_TOKENS]: reasoningTokens,
  };
}
