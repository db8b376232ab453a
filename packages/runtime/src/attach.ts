/** What a recorder is made of that is put into a running process, with spans of its own. */
export { admitGuest } from './gate/guest.ts';
export type { GateMethods } from './gate/gate.ts';
export { createRecorder } from './recorder/recorder.ts';
export type { Recorder, RecorderParts } from './recorder/recorder.ts';
export { createFailures } from './span/failures.ts';
export type { Failures } from './span/failures.ts';
export type { IdleClock } from './span/idle.ts';
export { resolveTrackingOptions } from './options/tracking-options.ts';
export type { ResolvedTrackingOptions, TrackingOptions } from './options/tracking-options.ts';
