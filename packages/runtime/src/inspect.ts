/**
 * The format that shows values as Node's `util.inspect` does, instead of as JSON.
 *
 * @example
 * import { inspect } from '@bud/runtime/inspect';
 * import { startTracking } from '@bud/runtime/otel';
 * startTracking({ format: inspect });
 */
export { inspect } from '@bud/value';
