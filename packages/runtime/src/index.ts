export { gate } from './gate.ts';
export type { Gate, GateCall, GateMethods, TrackedFunction } from './gate.ts';
export type { Site, SiteAttribute, SiteKind } from './site.ts';
