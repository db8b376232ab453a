/**
 * Tests that read traces:
 *
 *   trace/      what a piece of code did: spans, arguments, results, usage, as a tree
 *   capture/    runs it, and collects that
 *   match/      what tests say of it, and what they are told when it is not so
 *   export/     for tests that bring a provider of their own
 *     └─ vitest, jest   the matchers in these, each a subpath of its own
 */
export { capture } from './capture/capture.ts';
export type { CaptureOptions } from './capture/capture.ts';
export { captureProcessor } from './capture/listening.ts';
export { TestExporter } from './export/test-exporter.ts';
export {
  assertSpanException,
  assertSpanHasAttributes,
  assertSpanHasEvent,
  assertSpanStatusError,
  assertSpanStatusOk,
} from './match/assertions.ts';
export type { AnySpan } from './match/assertions.ts';
export { expectTrace } from './match/expectation.ts';
export type { Expectation } from './match/expectation.ts';
export { matchers } from './match/matchers.ts';
export type { ExpectedError, TraceMatchers } from './match/matchers.ts';
export type { Verdict } from './match/verdict.ts';
export type { CapturedSpan } from './trace/captured-span.ts';
export { diffTraces } from './trace/diff.ts';
export type { Change, SpanDifference, TraceDiff } from './trace/diff.ts';
export type { Trace } from './trace/trace.ts';
export type { Usage } from './trace/usage.ts';
