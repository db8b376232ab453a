/**
 * What one run of something did, read back, without any backend. Each room knows only rooms above it:
 *
 *   platform/   what a runtime may have: files, a terminal, timers
 *   event/      what happened, as one line of JSON
 *   options/    what is recorded, and who is told
 *   store/      the last events of each flow
 *   handler/    console, file, functions
 *   log/        one flow read back: tree, totals, queries, files
 *   record/     from spans to all of these
 *   workflow/   what travels with a workflow, in one process and to others
 *   primitive/  steps that trace themselves
 *   runner/     workflows in YAML
 *     ├─ runner, yaml, file   subpaths: these workflows, the options in YAML and JSON, and files alone
 *     └─ clickhouse           … and flows of more than one machine
 */
export { configureFlow } from './record/configure.ts';
export type { FlowRecording } from './record/configure.ts';
export { flow } from './record/flow.ts';
export type { Flow, FlowNote, FlowRunOptions, Flows } from './record/flow.ts';
export { exportFlow, flowIds, getFlowLog, query } from './record/logs.ts';
export type { FlowExport } from './record/logs.ts';
export { readFlow } from './log/read.ts';
export type { FlowFile } from './log/read.ts';
export type { FlowFormat } from './log/export.ts';
export type { FlowLog, FlowSpan, FlowTotals } from './log/flow-log.ts';
export type { FlowQuery } from './log/query.ts';
export type { FlowData, FlowError, FlowEvent, FlowEventType, FlowMetrics } from './event/event.ts';
export type { FlowCallback, FlowFileOptions, FlowHandler, FlowOptions } from './options/options.ts';
export { workflowCarrier, workflowFrom } from './workflow/carrier.ts';
export { extract, inject, startLinkedSpan } from './workflow/trace.ts';
export { WorkflowContext } from './workflow/workflow-context.ts';
export type { Checkpoint, WorkflowFields } from './workflow/workflow-context.ts';
export { branch } from './primitive/branch.ts';
export type { CaseInput, CaseOutput } from './primitive/branch.ts';
export { cache } from './primitive/cache.ts';
export type { CacheOptions } from './primitive/cache.ts';
export type { WorkflowClock } from './primitive/clock.ts';
export { fallback } from './primitive/fallback.ts';
export { InstrumentedPrimitive } from './primitive/instrumented.ts';
export { parallel } from './primitive/parallel.ts';
export type { BranchInput, BranchOutputs, ParallelOptions } from './primitive/parallel.ts';
export type { ExecuteOptions, Execution, Primitive, PrimitiveBody } from './primitive/primitive.ts';
export { retry } from './primitive/retry.ts';
export type { RetryOptions } from './primitive/retry.ts';
export { pipe, sequence } from './primitive/sequence.ts';
export type { Chain } from './primitive/sequence.ts';
export { step } from './primitive/step.ts';
export { timeout } from './primitive/timeout.ts';
export type { StepOptions } from './primitive/traced.ts';
