/**
 * The runtime. Each room knows only rooms above it:
 *
 *   gate/         what instrumented code talks to: the first room, and all that a program ships until it records
 *   telemetry/    the door to OpenTelemetry
 *   options/      what a program may tell the recorder
 *   span/         the span of one call, from its start to its end
 *   returned/     when a call is over, by what it returned
 *   recorder/     the gate's methods while recording; starting, stopping and switching
 *   wrap/         what `track` makes of functions and classes; knows the gate and how options are checked
 *
 * Doors: this one is the gate, otel.ts the recorder, inspect.ts a format, track.ts the wrapper, attach.ts what is put into a
 * running process.
 */
export { enclosed } from './gate/enclosed.ts';
export { gate } from './gate/gate.ts';
export type { BegunCall, CallDetails, Gate, GateMethods, HandedCall, TrackedFunction } from './gate/gate.ts';
export type { Runs, Site, SiteAttribute } from '@bud/value';
