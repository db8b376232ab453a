import { context } from '@opentelemetry/api';
import { totalsIn } from './totals.ts';

/**
 * Adds what something else than a model has cost, in US dollars, to the tracked function that runs, and to all around it:
 * `bud.usage.cost_usd`. Does nothing outside of them, and where nobody records.
 *
 * @example
 * import { recordCost, traceTool } from '@bud/llm';
 *
 * traceTool({ name: 'search' }, () => recordCost({ usd: 0.005 }));
 */
export function recordCost({ usd }: { readonly usd: number }): void {
  if (Number.isFinite(usd)) totalsIn(context.active())?.spent(usd);
}
