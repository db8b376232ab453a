import type { Attributes } from '@opentelemetry/api';

/** What calls to models took. */
export interface Usage {
  /** How many calls there were. */
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
  /** US dollars, of those whose price is known. */
  readonly costUsd: number;
}

export const nothing: Usage = { calls: 0, inputTokens: 0, outputTokens: 0, totalTokens: 0, costUsd: 0 };

/** What one call took; undefined for a span that is none. */
export function usageIn(attributes: Attributes): Usage | undefined {
  const read = (name: string): number | undefined => {
    const value = attributes[`gen_ai.usage.${name}`];
    return typeof value === 'number' ? value : undefined;
  };
  const [inputTokens, outputTokens] = [read('input_tokens'), read('output_tokens')];
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  const total = (inputTokens ?? 0) + (outputTokens ?? 0);
  return {
    calls: 1,
    inputTokens: inputTokens ?? 0,
    outputTokens: outputTokens ?? 0,
    totalTokens: total,
    costUsd: read('cost') ?? 0,
  };
}

export function sumOf(usages: readonly Usage[]): Usage {
  return usages.reduce(
    (sum, usage) => ({
      calls: sum.calls + usage.calls,
      inputTokens: sum.inputTokens + usage.inputTokens,
      outputTokens: sum.outputTokens + usage.outputTokens,
      totalTokens: sum.totalTokens + usage.totalTokens,
      // Sums of binary fractions end in noise that no price has: 0.1 + 0.2.
      costUsd: Number((sum.costUsd + usage.costUsd).toFixed(12)),
    }),
    nothing,
  );
}
