import type { SpanAttributes } from '../span/span-data.ts';

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

/**
 * What one call took, by the attributes of its span; undefined for a span that is none.
 *
 * @example
 * import { usageIn } from '@bud/trace';
 *
 * usageIn({ 'gen_ai.usage.input_tokens': 3, 'gen_ai.usage.output_tokens': 4 })?.totalTokens; // 7
 */
export function usageIn(attributes: SpanAttributes): Usage | undefined {
  const read = (name: string): number | undefined => {
    const value = attributes[`gen_ai.usage.${name}`];
    return typeof value === 'number' ? value : undefined;
  };
  const [inputTokens, outputTokens, costUsd] = [read('input_tokens'), read('output_tokens'), read('cost')];
  const isCall = inputTokens !== undefined || outputTokens !== undefined;
  if (!isCall && costUsd === undefined) return undefined;
  const total = (inputTokens ?? 0) + (outputTokens ?? 0);
  return {
    // What costs without tokens is no call to a model.
    calls: isCall ? 1 : 0,
    inputTokens: inputTokens ?? 0,
    outputTokens: outputTokens ?? 0,
    totalTokens: total,
    costUsd: costUsd ?? 0,
  };
}

/**
 * Several calls as one; those that are none count nothing.
 *
 * @example
 * import { sumOf, usageIn } from '@bud/trace';
 *
 * sumOf([usageIn({ 'gen_ai.usage.input_tokens': 3 }), undefined]).totalTokens; // 3
 */
export function sumOf(usages: readonly (Usage | undefined)[]): Usage {
  const sum = { calls: 0, inputTokens: 0, outputTokens: 0, totalTokens: 0, costUsd: 0 };
  for (const usage of usages) {
    if (usage === undefined) continue;
    sum.calls += usage.calls;
    sum.inputTokens += usage.inputTokens;
    sum.outputTokens += usage.outputTokens;
    sum.totalTokens += usage.totalTokens;
    sum.costUsd += usage.costUsd;
  }
  // Sums of binary fractions end in noise that no price has: 0.1 + 0.2.
  return { ...sum, costUsd: Number(sum.costUsd.toFixed(12)) };
}
