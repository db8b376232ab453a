import { levels, type SourceSite } from '@bud/value/compiler';

import type { ResolvedOptions } from '../config/options.ts';
import type { FilePosition } from '../config/origin.ts';
import type { LibraryFunction } from '../config/library.ts';
import type { CompiledRule } from '../config/rule.ts';
import { mergeSettings, type Settings } from '../config/settings.ts';
import type { Found } from '../find/find.ts';
import type { FoundFunction } from '../find/function.ts';
import type { Lines } from '../language/lines.ts';
import { isDirective, type Comment } from '../language/syntax.ts';
import type { Mark } from '../mark/mark.ts';
import type { Finding, ProblemCode } from '../problem.ts';
import { checkNames, ignoresUnknown, isInScopeAt, listed } from './check-names.ts';
import { describeSite } from './describe-site.ts';
import { planFront, type Fronted } from './shape/front.ts';
import type {
  ConsideredFunction,
  PlannedAlias,
  PlannedFunction,
  PlannedMethodAlias,
  Refused,
  Self,
  Tracked,
} from './plan.ts';
import type { Reason } from './reason.ts';
import { typesOf } from './shape/keep-type.ts';
import { chooseShape, isDerivedConstructor } from './shape/shape.ts';

/** A function with all that asks for it. */
export interface AskedFor {
  readonly found: FoundFunction;
  /** What the library that it belongs to is known for. */
  readonly ofLibrary: LibraryFunction | undefined;
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
  readonly code: string;
  readonly comments: readonly Comment[];
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
  const described = describeSite(asked, settings, options, positionOf(found, around));
  const fronted = shape.shape === 'front' ? planFront(found, described.inputs, { ...around, siteName }) : null;
  const unread = fronted?.unread ?? [];
  const site = { ...described, inputs: described.inputs.filter((name) => !unread.includes(name)) };
  const self = shape.shape === 're-enter' ? shape.self : null;
  const types = options.checksTypes ? typesOf(found, around.found) : null;
  return {
    considered: { ...consider(asked, settings), shape: shape.shape, reason: shape.reason, site },
    planned: {
      site,
      siteName,
      ...bodyOf(found),
      shape: shape.shape,
      self: self === null ? null : selfCode(self, siteName, around.prefix),
      front: fronted?.front ?? null,
      isDerivedConstructor: isDerivedConstructor(found),
      handsByCall: shape.reason === 'inside-component' && types === null,
      ...argumentsOf(shape, fronted, site),
      aggregate: aggregateOf(settings, found),
      types,
    },
    methodAlias: methodAliasOf(self, siteName),
    alias: aliasOf(self, siteName, around.prefix),
    findings: unread.length === 0 ? findings : [...findings, unreadFinding(found, unread)],
  };
}

/** A component that is tracked, without what could be had of its arguments only at the cost of being compiled. */
function unreadFinding({ name, position }: FoundFunction, unread: readonly string[]): Finding {
  return {
    code: 'BUD308',
    message: `${listed(unread)} of ${name} cannot be recorded, because reading ${unread.length === 1 ? 'it' : 'them'} a second time could run the program's code, and React's compiler takes a component or hook only as a whole`,
    remedy: `Destructure the parameter in the body, or write \`ignore=${unread.join(',')}\` in the mark.`,
    start: position,
    end: position + 1,
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
  const { name, runs, position, node } = found;
  return { name, runs, type: type ?? null, start: position, end: node.end, rules: rules.map(({ index }) => index) };
}

/** Refused as a matter of course, where a rule for every function says nothing of this one: nobody misses it. */
const expectedRefusals: ReadonlySet<ProblemCode> = new Set(['BUD305', 'BUD306', 'BUD307', 'BUD309', 'BUD310']);

function isLeftOut({ ofLibrary, rules, classMarks, ownMarks }: AskedFor, { finding }: Refused): boolean {
  const isNamed =
    ofLibrary !== undefined || ownMarks.length + classMarks.length > 0 || rules.some(({ isForEvery }) => !isForEvery);
  return !isNamed && expectedRefusals.has(finding.code);
}

/** Later settings win key by key. A class that is off holds for the members that have no mark of their own. */
function settingsOf({ ofLibrary, rules, classMarks, ownMarks }: AskedFor): Settings {
  const byRule = rules.map(({ settings }) => settings).reduce(mergeSettings, ofLibrary?.settings ?? {});
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
  shape: Tracked,
  fronted: Fronted | null,
  { inputs }: SourceSite,
): Pick<PlannedFunction, 'arguments' | 'passesArguments' | 'values'> {
  const passed = fronted?.arguments ?? passedBy(shape);
  const areItself = (fronted?.front.reading ?? null) === null;
  return {
    arguments: passed,
    passesArguments: shape.shape === 'enclose' && shape.passesArguments,
    values: inputs.length === 0 || (areItself && isSame(passed, inputs)) ? null : inputs,
  };
}

function isSame(passed: readonly string[], inputs: readonly string[]): boolean {
  return passed.map((each) => each.replace(/^\.\.\./, '')).join() === inputs.join();
}

function passedBy(shape: Tracked): readonly string[] {
  if (shape.shape === 're-enter') return shape.arguments;
  return shape.shape === 'enclose' ? shape.passed : [];
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
