import { resolveTrackingOptions } from '@bud/runtime/otel';
import type { ValueOptions } from '@bud/value';

/** The limits and the protection of secrets that values of tracked functions have. */
export const limits: ValueOptions = resolveTrackingOptions({}, () => {});
