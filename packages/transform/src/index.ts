export { instrument, type Instrumented } from './instrument.ts';
export { mayTrack, planModule, type ModulePlan } from './plan/plan-module.ts';
export type { PlannedCapture, PlannedFunction } from './plan/plan.ts';
export {
  captureCode,
  functionCode,
  preludeCode,
  type GateImport,
  type FunctionCode,
  type PreludeCode,
} from './emit/emitted-code.ts';
export {
  modeOf,
  OptionsError,
  projectPath,
  resolveOptions,
  type Options,
  type ResolvedOptions,
} from './config/options.ts';
export type { AttachedMark, ConsideredFunction } from './plan/considered.ts';
export type { Origin, FilePosition } from './config/origin.ts';
export { linesOf, type Lines, type Position } from './language/lines.ts';
export { reasons, type Reason } from './plan/reason.ts';
export type { CompiledRule, Rule } from './config/rule.ts';
export type { Settings } from './config/settings.ts';
export { formatProblem, placeProblems, problemCodes, type Finding, type Problem, type ProblemCode } from './problem.ts';
export type { FunctionKind, Level, Site, SiteAttribute, SourceSite, SpanKind } from '@bud/value';
export { closest } from './config/spelling.ts';
export { isModule, type ModuleKind } from './language/parse.ts';
