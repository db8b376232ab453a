import { createSecretPolicy } from '../src/secret/policy.ts';
import type { ValueLimits } from '../src/format/format.ts';

/** The limits that tracking has by default. */
export const defaults: ValueLimits = {
  maxLength: 16_384,
  maxString: 4096,
  maxDepth: 10,
  secrets: createSecretPolicy({}),
};

/** Limits of a test that is not about secrets. */
export function within(limits: Partial<ValueLimits>): ValueLimits {
  return { ...defaults, ...limits };
}
