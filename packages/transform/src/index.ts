export { instrument, type Instrumented } from './instrument.ts';
export { mayTrack, planModule, type ModulePlan } from './plan-module.ts';
export type { PlannedCapture, PlannedFunction } from './plan.ts';
export {
  captureText,
  functionText,
  preludeText,
  type Binding,
  type FunctionText,
  type PreludeText,
} from './emitted-text.ts';
export { modeOf, OptionsError, projectPath, resolveOptions, type Options, type ResolvedOptions } from './option.ts';
export type { AttachedMark, ConsideredFunction } from './considered.ts';
export type { Origin, Place } from './origin.ts';
export type { Position } from './position.ts';
export { reasons, type Reason } from './reason.ts';
export type { CompiledRule, Rule } from './rule.ts';
export type { Settings } from './setting.ts';
export { formatProblem, placeProblems, problemCodes, type Finding, type Problem, type ProblemCode } from './problem.ts';
export type { AttributeValue, FunctionKind, Level, Site, SpanKind } from './site.ts';
export { closest } from './spelling.ts';
export { isModule, type ModuleKind } from './parse.ts';
