export { startTracking } from './start-tracking.ts';
export type { Tracking } from './start-tracking.ts';
export type { TrackingOptions } from './span/options.ts';
export type { FormattedValue, Format, SecretMatch, SecretOptions, ValueLimits } from '@bud/value';
export { setTracking } from './switch.ts';
export type { TrackingSwitches } from './switch.ts';
