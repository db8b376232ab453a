export { startTracking } from './recorder/start-tracking.ts';
export type { Tracking } from './recorder/start-tracking.ts';
export { acceptedTracking, resolveTrackingOptions } from './options/tracking-options.ts';
export type { ResolvedTrackingOptions, TrackingOptions } from './options/tracking-options.ts';
export type { FormattedValue, Format, SecretMatch, SecretOptions, ValueLimits } from '@bud/value';
export { registerReader } from './span/reader.ts';
export type { LibraryCall, Reader, Reading } from './span/reader.ts';
export { setTracking } from './recorder/switch.ts';
export type { TrackingSwitches } from './recorder/switch.ts';
