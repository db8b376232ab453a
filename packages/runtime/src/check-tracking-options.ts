import { describe } from './check-track-options.ts';
import type { TrackingOptions } from './tracking-options.ts';

type Check = readonly [accepts: (value: unknown) => boolean, accepted: string];

const isSwitch: Check = [(value) => typeof value === 'boolean', 'true or false'];
const isCount: Check = [(value) => Number.isInteger(value) && Number(value) >= 0, 'a whole number from 0'];

const checks: Readonly<Record<keyof TrackingOptions, Check>> = {
  tracerProvider: [
    (value) => typeof value === 'object' && value !== null && 'getTracer' in value,
    'an OpenTelemetry tracer provider',
  ],
  maxLength: isCount,
  maxDepth: isCount,
  maxItems: isCount,
  captureInput: isSwitch,
  captureOutput: isSwitch,
  redact: [
    (value) => Array.isArray(value) && value.every((item) => typeof item === 'string' || item instanceof RegExp),
    'a list of texts and regular expressions',
  ],
  onSecret: [(value) => typeof value === 'function', 'a function'],
};

/** Throws a TypeError that lists every mistake; undefined counts as absent. */
export function checkTrackingOptions(options: TrackingOptions): void {
  const mistakes = Object.entries(options).flatMap(([key, value]) => {
    if (value === undefined) return [];
    if (!Object.hasOwn(checks, key)) return `unknown option "${key}", accepted: ${Object.keys(checks).join(', ')}`;
    // Proof of the cast: `key` is an own key of the table.
    const [accepts, accepted] = checks[key as keyof TrackingOptions];
    return accepts(value) ? [] : `"${key}" is ${describe(value)}, accepted: ${accepted}`;
  });
  if (mistakes.length > 0) throw new TypeError(`startTracking() options: ${mistakes.join('; ')}`);
}
