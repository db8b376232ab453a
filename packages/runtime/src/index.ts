export { gate } from './gate.ts';
export type { Gate, GateCall, GateMethods, TrackedFunction } from './gate.ts';
export type { FunctionKind, Site, SiteAttribute } from '@bud/value';
