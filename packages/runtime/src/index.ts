export { gate } from './gate.ts';
export type { BegunCall, CallDetails, Gate, GateMethods, HandedCall, TrackedFunction } from './gate.ts';
export type { FunctionKind, Site, SiteAttribute } from '@bud/value';
