import type * as Prices from '@pydantic/genai-prices';
import type { Usage } from '../format/format.ts';

/** What a call has cost, in US dollars. */
export interface Cost {
  readonly usd: number;
  /** Which prices it was reckoned with. */
  readonly version: string;
}

/** What a model costs, US dollars per million tokens. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
  /** Like input when absent. */
  readonly cacheRead?: number;
  /** Like input when absent. */
  readonly cacheCreation?: number;
}

/** Finds out what calls cost; undefined where the model is not known: nothing is guessed. */
export interface PriceSource {
  readonly version: string;
  price(of: {
    /** Undefined where only the answer of a model is known. */
    readonly provider: string | undefined;
    readonly model: string;
    readonly usage: Usage;
  }): number | undefined;
}

let loaded: typeof Prices | undefined;
let loading: Promise<void> | undefined;

// genai-prices knows some of OpenTelemetry's providers by other names.
const theirNames: Readonly<Record<string, string>> = {
  'azure.ai.openai': 'azure',
  'azure.ai.inference': 'azure',
  'aws.bedrock': 'aws',
  'gcp.gemini': 'google',
  'gcp.vertex_ai': 'google',
  mistral_ai: 'mistral',
  x_ai: 'x-ai',
};

/**
 * Loads the prices of `genaiPrices`, in some 80 ms. `autoInstrument` begins with it by itself, so that a program does not start
 * later; a call that ends before has no cost. Resolves also if they cannot be loaded.
 *
 * @example
 * await loadPrices();
 * genaiPrices.price({ provider: 'openai', model: 'gpt-4o', usage: { inputTokens: 1_000_000 } }); // 2.5
 */
export function loadPrices(): Promise<void> {
  loading ??= import('@pydantic/genai-prices').then(
    (module) => void (loaded = module),
    () => {},
  );
  return loading;
}

/**
 * The prices that Pydantic keeps, as of the package's version; it fetches nothing.
 *
 * @example
 * genaiPrices.version; // genai-prices 0.1.8
 */
export const genaiPrices: PriceSource = {
  version: 'genai-prices 0.1.8',
  price({ provider, model, usage }) {
    const found = loaded?.calcPrice(
      {
        ...defined('input_tokens', usage.inputTokens),
        ...defined('output_tokens', usage.outputTokens),
        ...defined('cache_read_tokens', usage.cacheReadTokens),
        ...defined('cache_write_tokens', usage.cacheCreationTokens),
        ...defined('input_audio_tokens', usage.inputAudioTokens),
        ...defined('input_image_tokens', usage.inputImageTokens),
        ...defined('output_audio_tokens', usage.outputAudioTokens),
      },
      model,
      provider === undefined ? {} : { providerId: theirNames[provider] ?? provider },
    );
    return found?.total_price;
  },
};

function defined(key: string, value: number | undefined): Readonly<Record<string, number>> {
  return value === undefined ? {} : { [key]: value };
}

/** What a call has cost: by the program's own price of the model, else by the source's. */
export function costOf(
  of: { readonly provider: string | undefined; readonly model: string | undefined; readonly usage: Usage },
  own: Readonly<Record<string, ModelPrice>>,
  source: PriceSource,
): Cost | undefined {
  const { provider, model, usage } = of;
  if (model === undefined || (usage.inputTokens === undefined && usage.outputTokens === undefined)) return undefined;
  const price = Object.hasOwn(own, model) ? own[model] : undefined;
  if (price !== undefined) return { usd: ownCost(price, usage), version: 'own' };
  const usd = source.price({ provider, model, usage });
  return usd === undefined ? undefined : { usd, version: source.version };
}

function ownCost({ input, output, cacheRead = input, cacheCreation = input }: ModelPrice, usage: Usage): number {
  const { inputTokens = 0, outputTokens = 0, cacheReadTokens = 0, cacheCreationTokens = 0 } = usage;
  const fresh = Math.max(0, inputTokens - cacheReadTokens - cacheCreationTokens);
  return (
    (fresh * input + cacheReadTokens * cacheRead + cacheCreationTokens * cacheCreation + outputTokens * output) /
    1_000_000
  );
}
