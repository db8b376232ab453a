/** Flow files, without anything that records: it needs no OpenTelemetry. */
export { eventLine } from './handler/console-lines.ts';
export { formatFlowLog, writeWhole } from './log/export.ts';
export type { FlowFormat } from './log/export.ts';
export type { FlowLog, FlowSpan, FlowTotals } from './log/flow-log.ts';
export { matchingEvents } from './log/query.ts';
export type { FlowQuery } from './log/query.ts';
export { flowsOf, parseFlowFile, readFlow } from './log/read.ts';
export type { FlowFile } from './log/read.ts';
export type { FlowEvent } from './event/event.ts';
