/**
 * Tests that read traces:
 *
 *   capture/    runs a piece of code, and collects what it did
 *   match/      what tests say of it, and what they are told when it is not so
 *   evaluate/   a function tried on cases, and judged
 *   export/     for tests that bring a provider of their own
 *   wire/       what a program asked over HTTP and got, in a folder
 *   intercept/  stands between the program and the network
 *   replay/     runs that are recorded, and played again: the subpaths replay and record
 *     ├─ vitest, jest   the matchers in these, node-test a capture around its tests, reporter what Vitest shows: each a subpath
 *     └─ llm            a server that plays the models, a subpath as well
 */
export { capture } from './capture/capture.ts';
export type { CaptureOptions } from './capture/capture.ts';
export type { CapturedTrace } from './capture/captured-trace.ts';
export { captureProcessor } from './capture/processor.ts';
export { casesFrom } from './evaluate/cases.ts';
export { evaluate } from './evaluate/evaluate.ts';
export type { EvaluatedCase, Evaluation, EvaluationCase, EvaluationRow, Scorer } from './evaluate/evaluate.ts';
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
export { diffTraces } from '@bud/trace/diff';
export type { Change, SpanDifference, Trace, TraceDiff, TraceSpan, Usage } from '@bud/trace';
