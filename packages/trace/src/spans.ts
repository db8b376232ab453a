/** Spans as a tree, for what has to load fast: tests read traces with it. */
export { fromSdkSpan } from './span/from-sdk.ts';
export { traceOf } from './trace/trace.ts';
export { traceSpan } from './trace/trace-span.ts';
