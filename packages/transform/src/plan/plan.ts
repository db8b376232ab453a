import type { Attached } from '../find/attach.ts';
import { consider, type ConsideredFunction } from './considered.ts';
import { describeSite } from './describe-site.ts';
import type { Found } from '../find/find.ts';
import type { FoundFunction } from '../find/function.ts';
import type { Mark } from '../mark/mark.ts';
import type { ResolvedOptions } from '../config/options.ts';
import type { FilePosition } from '../config/origin.ts';
import { parameterNames } from './parameter.ts';
import { linesOf, type Lines } from '../language/lines.ts';
import type { Finding } from '../problem.ts';
import type { Reason } from './reason.ts';
import { lookUp, type Scope } from '../language/scope.ts';
import { mergeSettings, type SettingKey, type Settings } from '../config/settings.ts';
import { chooseShape, type Self, type Shape } from './shape.ts';
import { levels, parseTemplate, type SourceSite } from '@bud/value';
import { isDirective } from '../language/syntax.ts';

/**
 * What to emit for one function: plain JSON, all that the emitters of text and of TypeScript's syntax tree share. The
 * body range is the one thing about a function on which oxc-parser and TypeScript agree. Offsets are UTF-16.
 */
export interface PlannedFunction {
  readonly site: SourceSite;
  /** The variable that holds the site, without the file's prefix. */
  readonly siteName: string;
  readonly body: readonly [start: number, end: number];
  /** Behind the directives of a block; the start of an expression body. */
  readonly entry: number;
  readonly isExpressionBody: boolean;
  readonly isArrow: boolean;
  readonly shape: 're-enter' | 'enclose';
  /** Source text of the function itself; only for `re-enter`. */
  readonly self: string | null;
  /** Source texts of what the second entry, or the enclosed body, is called with. */
  readonly arguments: readonly string[];
  readonly passesArguments: boolean;
  /** Names of the captured values, in the order of `site.inputs`; `null` when they are the arguments themselves. */
  readonly values: readonly string[] | null;
  readonly aggregate: string | null;
}

/** A method that its class captures in a private static when it is defined, so that the method can name itself. */
export interface PlannedCapture {
  /** Behind the `{` of the class body. */
  readonly at: number;
  readonly name: string;
  readonly key: string;
  readonly isStatic: boolean;
}

export interface Plan {
  readonly functions: readonly PlannedFunction[];
  /** Every function that a mark or rule asks for, the planned ones among them. */
  readonly considered: readonly ConsideredFunction[];
  readonly captures: readonly PlannedCapture[];
  /** Indexes of the rules that matched a function of this file. */
  readonly rules: readonly number[];
}

export interface PlanInput {
  readonly code: string;
  /** Project-relative. */
  readonly path: string;
  readonly found: Found;
  readonly attached: Attached;
  readonly options: ResolvedOptions;
  /** What emitted names begin with. */
  readonly prefix: string;
  readonly findings: Finding[];
}

/** Decides for every function of a file whether it is tracked, what is recorded, and which shape it takes. */
export function plan(input: PlanInput): Plan {
  const { code, path, found, options } = input;
  const lines = linesOf(code);
  const functions: PlannedFunction[] = [];
  const considered: ConsideredFunction[] = [];
  const captures: PlannedCapture[] = [];
  const names = siteNamer();
  const rules = options.rules.filter((rule) => rule.matchesFile(path));
  const usedRules = new Set<number>();
  for (const item of found.functions) {
    const matching = item.isExportBinding ? [] : rules.filter((rule) => rule.matchesFunction(item));
    for (const { index } of matching) usedRules.add(index);
    const marks = input.attached.functions.get(item) ?? [];
    const classMarks = item.class === null ? [] : (input.attached.classes.get(item.class) ?? []);
    if (matching.length + marks.length + classMarks.length === 0) continue;
    const settings = settingsOf(matching, classMarks, marks);
    const about = consider(item, matching);
    const unwanted = whyUnwanted(settings, options);
    if (unwanted !== null) {
      considered.push({ ...about, shape: null, reason: unwanted, site: null });
      continue;
    }
    for (const mark of marks) checkNames(mark, item, input.findings);
    const shape = chooseShape(item, found, options);
    if ('code' in shape) {
      input.findings.push(shape);
      considered.push({ ...about, shape: null, reason: 'refused', site: null });
      continue;
    }
    const siteName = names(item.name);
    const self = shape.shape === 're-enter' ? selfText(shape.self, siteName, input.prefix) : null;
    if (shape.shape === 're-enter' && shape.self.by === 'capture') captures.push(captureOf(shape.self, siteName));
    const site = describeSite(item, settings, options, placeOf(item, input, lines));
    considered.push({ ...about, shape: shape.shape, reason: shape.reason, site });
    functions.push(planFunction(item, site, siteName, shape, self, aggregateOf(settings, item)));
  }
  return { functions, considered, captures, rules: [...usedRules] };
}

/** Later settings win key by key. A class that is off holds for the members that have no mark of their own. */
function settingsOf(
  rules: readonly { readonly settings: Settings }[],
  classMarks: readonly Mark[],
  ownMarks: readonly Mark[],
): Settings {
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
function placeOf({ position }: FoundFunction, { path, options }: PlanInput, lines: Lines): FilePosition {
  const here = lines.at(position);
  return options.origin?.at(here) ?? { file: path, ...here };
}

function planFunction(
  { node }: FoundFunction,
  site: SourceSite,
  siteName: string,
  shape: Shape,
  self: string | null,
  aggregate: string | null,
): PlannedFunction {
  const isExpressionBody = node.body.type !== 'BlockStatement';
  const directives = node.body.type === 'BlockStatement' ? node.body.body.filter(isDirective) : [];
  const args = shape.shape === 're-enter' ? shape.arguments : shape.passed;
  const isSame = args.join() === site.inputs.join();
  return {
    site,
    siteName,
    body: [node.body.start, node.body.end],
    entry: isExpressionBody ? node.body.start : (directives.at(-1)?.end ?? node.body.start + 1),
    isExpressionBody,
    isArrow: node.type === 'ArrowFunctionExpression',
    shape: shape.shape,
    self,
    arguments: args,
    passesArguments: shape.shape === 'enclose' && shape.passesArguments,
    values: site.inputs.length === 0 || isSame ? null : site.inputs,
    aggregate,
  };
}

function selfText(self: Self, siteName: string, prefix: string): string {
  return self.by === 'binding' ? self.name : `${self.className}.#${prefix}_${siteName}`;
}

function captureOf(self: Extract<Self, { by: 'capture' }>, name: string): PlannedCapture {
  return { at: self.class.body.start + 1, name, key: self.key, isStatic: self.isStatic };
}

function aggregateOf({ aggregate }: Settings, { scope }: FoundFunction): string | null {
  return aggregate !== undefined && isInScopeAt(scope, aggregate) ? aggregate : null;
}

/** Parameters and what surrounds the function are in scope at it; what its body declares is not there yet. */
function isInScopeAt(scope: Scope, name: string): boolean {
  const own = scope.names.get(name);
  if (own !== undefined) return own.parameter > 0;
  return lookUp(scope, name) !== null || globalFunctions.has(name);
}

/** Functions of the language that make something of a list. */
const globalFunctions: ReadonlySet<string> = new Set(['Array', 'Boolean', 'Number', 'Object', 'String']);

/** Names in an own mark must mean something at this function; those of rules and class marks serve many functions. */
function checkNames(mark: Mark, { node, name, scope }: FoundFunction, findings: Finding[]): void {
  const parameters = parameterNames(node);
  const known = parameters.length === 0 ? `${name} has no parameters.` : `${name} has ${parameters.join(', ')}.`;
  const report = (code: Finding['code'], key: SettingKey, message: string, remedy: string): void => {
    const [start, end] = mark.keyStarts.get(key) ?? [mark.start, mark.end];
    findings.push({ code, message, remedy, start, end });
  };
  const { ignore, only, aggregate, message } = mark.settings;
  for (const [key, listed] of [
    ['ignore', ignore],
    ['only', only],
  ] as const) {
    for (const parameter of listed ?? []) {
      if (!parameters.includes(parameter))
        report('BUD106', key, `"${parameter}" in ${key} is no parameter of ${name}`, known);
    }
  }
  if (aggregate !== undefined && !isInScopeAt(scope, aggregate)) {
    report(
      'BUD107',
      'aggregate',
      `"${aggregate}" in aggregate is not in scope at ${name}`,
      'Import it, or declare it outside the function.',
    );
  }
  for (const part of message === undefined ? [] : parseTemplate(message)) {
    if (typeof part !== 'string' && !parameters.includes(part.name))
      report('BUD108', 'message', `"{${part.name}}" in message is no parameter of ${name}`, known);
  }
}

/** Readable, unique variable names: `Agent.#step` → Agent_step, Agent_step2. `body` is taken by the enclosing shape. */
function siteNamer(): (name: string) => string {
  const taken = new Set(['body']);
  return (name) => {
    const base = name.replace(/[^\w$]+/g, '_').replace(/^_+|_+$/g, '') || 'anonymous';
    let unique = base;
    for (let count = 2; taken.has(unique); count++) unique = `${base}${count}`;
    taken.add(unique);
    return unique;
  };
}
