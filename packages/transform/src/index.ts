export { instrument, planModule } from './instrument.ts';
export type { Instrumented } from './emit/emit.ts';
export { mayTrack } from './mark/mark.ts';
export { markLike, markWord } from './mark/word.ts';
export type { ConsideredFunction, GateImport, ModulePlan, PlannedFunction, PlannedMethodAlias } from './plan/plan.ts';
export { aliasCode, functionCode, methodAliasCode, preludeCode, type PreludeCode } from './emit/emitted-code.ts';
export type { FunctionCode } from './emit/call-code.ts';
export { frontCode, type FrontCode } from './emit/front-code.ts';
export {
  isOption,
  OptionsError,
  resolveOptions,
  type GivenOptions,
  type InstrumentOptions,
  type ResolvedOptions,
} from './config/options.ts';
export { meantSelection, modeOf } from './config/selection.ts';
export { almostKnown, almostKnownType, isKnownType } from './config/type.ts';
export { projectPath } from './config/project-path.ts';
export type { AttachedMark } from './find/attach.ts';
export type { Origin, FilePosition } from './config/origin.ts';
export { linesOf, type Lines, type Position } from './language/lines.ts';
export { reasons, type Reason } from './plan/reason.ts';
export type { CompiledRule, Rule } from './config/rule.ts';
export type { LibraryFile, LibraryFunction } from './config/library.ts';
export { describedKeys, type MarkKey, type Settings } from './config/settings.ts';
export { siteSummary } from './plan/site-summary.ts';
export {
  formatProblem,
  locateProblems,
  problemCodes,
  type Finding,
  type Problem,
  type ProblemCode,
} from './problem.ts';
export { withoutUndefined } from '@bud/value/compiler';
export type { Runs, Level, Site, SiteAttribute, SourceSite, SpanKind } from '@bud/value/compiler';
export { closest } from './config/spelling.ts';
export { isModule, type ModuleKind } from './language/parse.ts';
