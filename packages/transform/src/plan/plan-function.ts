import { levels, type SourceSite } from '@bud/value';

import type { ResolvedOptions } from '../config/options.ts';
import type { FilePosition } from '../config/origin.ts';
import type { CompiledRule } from '../config/rule.ts';
import { mergeSettings, type Settings } from '../config/settings.ts';
import type { Found } from '../find/find.ts';
import type { FoundFunction } from '../find/function.ts';
import type { Lines } from '../language/lines.ts';
import { isDirective } from '../language/syntax.ts';
import type { Mark } from '../mark/mark.ts';
import type { Finding, ProblemCode } from '../problem.ts';
import { checkNames, ignoresUnknown, isInScopeAt } from './check-names.ts';
import { describeSite } from './describe-site.ts';
import type {
  ConsideredFunction,
  Enclose,
  PlannedAlias,
  PlannedFunction,
  PlannedMethodAlias,
  ReEnter,
  Refused,
  Self,
} from './plan.ts';
import type { Reason } from './reason.ts';
import { chooseShape } from './shape.ts';

/** A function with all that asks for it. */
export interface AskedFor {
  readonly found: FoundFunction;
  readonly rules: readonly CompiledRule[];
  readonly classMarks: readonly Mark[];
  readonly ownMarks: readonly Mark[];
}

/** What is the same for all functions of a file. */
export interface Around {
  readonly found: Found;
  readonly options: ResolvedOptions;
  /** Project-relative. */
  readonly path: string;
  readonly lines: Lines;
  /** What emitted names begin with. */
  readonly prefix: string;
  /** Makes the name of the variable that holds a site. */
  readonly nameSite: (name: string) => string;
}

/** What became of a function: it is only considered, or planned as well. */
export interface Decision {
  readonly considered: ConsideredFunction;
  readonly planned: PlannedFunction | null;
  readonly methodAlias: PlannedMethodAlias | null;
  readonly alias: PlannedAlias | null;
  readonly findings: readonly Finding[];
}

/** Decides for one function whether it is tracked, what is recorded, and which shape it takes. */
export function planFunction(asked: AskedFor, around: Around): Decision {
  const { found, ownMarks } = asked;
  const { options } = around;
  const isClosed = ownMarks.some((mark) => ignoresUnknown(mark, found));
  const settings = { ...settingsOf(asked), ...(isClosed && { captureInput: false }) };
  const unwanted = whyUnwanted(settings, options);
  if (unwanted !== null) return untracked(asked, settings, unwanted, []);
  const findings = ownMarks.flatMap((mark) => checkNames(mark, found));
  const shape = chooseShape(found, around.found, options);
  if (shape.shape === 'refused') {
    return isLeftOut(asked, shape)
      ? untracked(asked, settings, 'left-out', findings)
      : untracked(asked, settings, 'refused', [...findings, shape.finding]);
  }
  const siteName = around.nameSite(found.name);
  const site = describeSite(found, settings, options, positionOf(found, around));
  const self = shape.shape === 're-enter' ? shape.self : null;
  return {
    considered: { ...consider(asked, settings), shape: shape.shape, reason: shape.reason, site },
    planned: {
      site,
      siteName,
      ...bodyOf(found),
      shape: shape.shape,
      self: self === null ? null : selfCode(self, siteName, around.prefix),
      ...argumentsOf(shape, site),
      aggregate: aggregateOf(settings, found),
    },
    methodAlias: methodAliasOf(self, siteName),
    alias: aliasOf(self, siteName, around.prefix),
    findings,
  };
}

function untracked(asked: AskedFor, settings: Settings, reason: Reason, findings: readonly Finding[]): Decision {
  return {
    considered: { ...consider(asked, settings), shape: null, reason, site: null },
    planned: null,
    methodAlias: null,
    alias: null,
    findings,
  };
}

/** What is known of a function before it is decided whether and how it is tracked. */
function consider(
  { found, rules }: AskedFor,
  { type }: Settings,
): Omit<ConsideredFunction, 'shape' | 'reason' | 'site'> {
  const { name, kind, position, node } = found;
  return { name, kind, type: type ?? null, start: position, end: node.end, rules: rules.map(({ index }) => index) };
}

/** Refused as a matter of course, where a rule for every function says nothing of this one: nobody misses it. */
const expectedRefusals: ReadonlySet<ProblemCode> = new Set(['BUD305', 'BUD307']);

function isLeftOut({ rules, classMarks, ownMarks }: AskedFor, { finding }: Refused): boolean {
  const isNamed = ownMarks.length + classMarks.length > 0 || rules.some(({ isForEvery }) => !isForEvery);
  return !isNamed && expectedRefusals.has(finding.code);
}

/** Later settings win key by key. A class that is off holds for the members that have no mark of their own. */
function settingsOf({ rules, classMarks, ownMarks }: AskedFor): Settings {
  const byRule = rules.map(({ settings }) => settings).reduce(mergeSettings, {});
  const byClass = classMarks.map(({ settings }) => settings).reduce(mergeSettings, {});
  const own = ownMarks.map(({ settings }) => settings).reduce(mergeSettings, {});
  const off = own.off ?? (byRule.off === true || (ownMarks.length === 0 && byClass.off === true));
  return { ...mergeSettings(mergeSettings(byRule, byClass), own), off };
}

function whyUnwanted({ off, type, level }: Settings, options: ResolvedOptions): Reason | null {
  if (off === true) return 'off';
  if (options.types !== null && (type === undefined || !options.types.includes(type))) return 'type';
  return levels.indexOf(level ?? 'info') < levels.indexOf(options.level) ? 'level' : null;
}

/** A function of a compiled file is where its source says. */
function positionOf({ position }: FoundFunction, { path, options, lines }: Around): FilePosition {
  const here = lines.at(position);
  return options.origin?.at(here) ?? { file: path, ...here };
}

function bodyOf({
  node: { body, type },
}: FoundFunction): Pick<PlannedFunction, 'body' | 'entry' | 'isExpressionBody' | 'isArrow'> {
  const isExpressionBody = body.type !== 'BlockStatement';
  const lastDirective = isExpressionBody ? undefined : body.body.findLast(isDirective);
  return {
    body: [body.start, body.end],
    entry: isExpressionBody ? body.start : (lastDirective?.end ?? body.start + 1),
    isExpressionBody,
    isArrow: type === 'ArrowFunctionExpression',
  };
}

function argumentsOf(
  shape: ReEnter | Enclose,
  { inputs }: SourceSite,
): Pick<PlannedFunction, 'arguments' | 'passesArguments' | 'values'> {
  const passed = shape.shape === 're-enter' ? shape.arguments : shape.passed;
  return {
    arguments: passed,
    passesArguments: shape.shape === 'enclose' && shape.passesArguments,
    values:
      inputs.length === 0 || passed.map((each) => each.replace(/^\.\.\./, '')).join() === inputs.join() ? null : inputs,
  };
}

function selfCode(self: Self, siteName: string, prefix: string): string {
  if (self.by === 'binding') return self.name;
  return self.by === 'alias' ? aliasName(siteName, prefix) : `${self.className}.#${prefix}_${siteName}`;
}

function methodAliasOf(self: Self | null, name: string): PlannedMethodAlias | null {
  if (self?.by !== 'method-alias') return null;
  return { at: self.class.body.start + 1, name, key: self.key, isStatic: self.isStatic };
}

function aliasOf(self: Self | null, siteName: string, prefix: string): PlannedAlias | null {
  return self?.by === 'alias' ? { at: self.at, name: aliasName(siteName, prefix), of: self.name } : null;
}

/** Sites have an underscore behind the prefix. */
function aliasName(siteName: string, prefix: string): string {
  return `${prefix}$${siteName}`;
}

function aggregateOf({ aggregate }: Settings, { scope }: FoundFunction): string | null {
  return aggregate !== undefined && isInScopeAt(scope, aggregate) ? aggregate : null;
}
