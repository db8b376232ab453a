/**
 * What every reader of traces shares: tests, the command line, the viewer. It runs everywhere. Each room knows only rooms above
 * it:
 *
 *   span/      a span as plain data: from an SDK, from OTLP/JSON
 *   log/       log records as plain data
 *   trace/     spans as a tree: arguments, results, usage of each, as text, and compared
 *     └─ spans, text, diff  a tree of spans, how it is shown, and compared: subpaths, each of which loads fast
 *   time/      where the time went
 *   read/      trace files, line by line
 *     └─ file  the same from a disk, a subpath of its own: it needs Node
 */
export { criticalPath } from './time/critical-path.ts';
export type { PathPart } from './time/critical-path.ts';
export { selfTimeMs } from './time/self-time.ts';
export { extentOf } from './time/extent.ts';
export type { Extent } from './time/extent.ts';
export { createTraceReader } from './read/trace-reader.ts';
export type { LineProblem, TraceReader } from './read/trace-reader.ts';
export { readTraces, traceFile } from './read/read-traces.ts';
export type { TraceFile } from './read/read-traces.ts';
export { logsFromOtlp } from './log/logs-from-otlp.ts';
export type { LogData } from './log/logs-from-otlp.ts';
export { fromOtlp } from './span/from-otlp.ts';
export { toOtlp } from './span/to-otlp.ts';
export { fromSdkSpan } from './span/from-sdk.ts';
export type { SdkSpan } from './span/from-sdk.ts';
export type { SpanAttributes, SpanData, SpanEvent, SpanLink, SpanStatus } from './span/span-data.ts';
export { diffTraces } from './trace/diff.ts';
export type { Change, SpanDifference, SpanPair, TraceDiff } from './trace/diff.ts';
export { traceSpan } from './trace/trace-span.ts';
export type { LooseSpan, SpanError, TraceSpan } from './trace/trace-span.ts';
export { traceFrom, traceOf } from './trace/trace.ts';
export type { Trace } from './trace/trace.ts';
export { matchingPath, pathOf, shownValue, shownValues, spanLine, sumOf, treeLines, treeOf, usageIn } from './text.ts';
export type { Marks, TreeLine, Usage } from './text.ts';
