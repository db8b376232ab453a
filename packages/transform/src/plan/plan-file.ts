import type { LibraryFunction } from '../config/library.ts';
import { gateModule, rulePath, type ResolvedOptions } from '../config/options.ts';
import type { CompiledRule } from '../config/rule.ts';
import { attachedMarks, type Attached } from '../find/attach.ts';
import type { Found } from '../find/find.ts';
import type { FoundFunction } from '../find/function.ts';
import { linesOf } from '../language/lines.ts';
import type { Parsed } from '../language/parse.ts';
import type { Mark } from '../mark/mark.ts';
import type { Finding, Unlocated } from '../problem.ts';
import { hookPrefix } from './shape/front.ts';
import { planFunction, type Around, type AskedFor } from './plan-function.ts';
import type { ModulePlan } from './plan.ts';
import { preludeOf } from './prelude.ts';

/** What the stages before have made of a file. */
export interface ReadFile {
  readonly code: string;
  readonly file: string;
  readonly parsed: Parsed;
  readonly marks: readonly Mark[];
  readonly found: Found;
  readonly attached: Attached;
}

/** Plans every function of a file that a mark or rule asks for, and what is emitted once for the file. */
export function planFile(read: ReadFile, options: ResolvedOptions): Unlocated<ModulePlan> {
  const { code, file, parsed, found, marks, attached } = read;
  const path = rulePath(file, options);
  const prefix = freePrefix(code);
  const around: Around = {
    found,
    options,
    path,
    code,
    comments: parsed.comments,
    lines: linesOf(code),
    prefix,
    nameSite: siteNamer(),
  };
  const rules = options.rules.filter((rule) => rule.matchesFile(path));
  const ofLibrary = options.library?.functions ?? [];
  const asked = found.functions.map((each) => askedFor(each, attached, rules, ofLibrary)).filter(isAskedFor);
  const decisions = asked.map((each) => planFunction(each, around));
  const functions = decisions.flatMap(({ planned }) => planned ?? []);
  const isModule = parsed.isModule || (parsed.mayBeModule && !found.loadsCommonJs);
  const known = {
    considered: decisions.map(({ considered }) => considered),
    rules: [...new Set(asked.flatMap(({ rules }) => rules.map(({ index }) => index)))],
    findings: decisions.flatMap(({ findings }) => findings),
  };
  if (functions.length > 0 && !isModule && found.topScope.names.has('require'))
    return unplanned(options, { ...known, findings: [...known.findings, ownRequire] });
  return {
    ...known,
    functions,
    methodAliases: decisions.flatMap(({ methodAlias }) => methodAlias ?? []),
    aliases: decisions.flatMap(({ alias }) => alias ?? []),
    gate: { prefix, runtime: gateModule(options), isModule },
    prelude: preludeOf(parsed, code, options.checksTypes && found.isTypeScript),
    marks: attachedMarks(marks, attached),
    skipped: null,
  };
}

/** The plan of a file that stays as it is, with what is known of it all the same. */
export function unplanned(options: ResolvedOptions, known: Partial<Unlocated<ModulePlan>> = {}): Unlocated<ModulePlan> {
  return {
    functions: [],
    considered: [],
    methodAliases: [],
    aliases: [],
    rules: [],
    gate: { prefix: '__bud', runtime: gateModule(options), isModule: false },
    prelude: { gateAt: 0, sitesAt: null, endsStatement: false },
    findings: [],
    marks: [],
    skipped: null,
    ...known,
  };
}

function askedFor(
  found: FoundFunction,
  attached: Attached,
  rules: readonly CompiledRule[],
  ofLibrary: readonly LibraryFunction[],
): AskedFor {
  return {
    found,
    ofLibrary: ofLibrary.find(({ name }) => name === found.name),
    rules: found.isExportBinding ? [] : rules.filter((rule) => rule.matchesFunction(found)),
    classMarks: found.class === null ? [] : (attached.classes.get(found.class) ?? []),
    ownMarks: attached.functions.get(found) ?? [],
  };
}

function isAskedFor({ ofLibrary, rules, classMarks, ownMarks }: AskedFor): boolean {
  return ofLibrary !== undefined || rules.length + classMarks.length + ownMarks.length > 0;
}

/** `__bud`, or the first of `__bud1_`, `__bud2_`, … that the source text does not contain. */
function freePrefix(code: string): string {
  let prefix = '__bud';
  for (let count = 1; code.includes(prefix) || code.includes(hookPrefix(prefix)); count++) prefix = `__bud${count}_`;
  return prefix;
}

/** Readable, unique variable names: `Agent.#step` → Agent_step, Agent_step2. Some are taken by the shapes. */
function siteNamer(): (name: string) => string {
  const taken = new Set(['body', 'begun', 'enclosed', 'error', 'hand', 'opened', 'result']);
  return (name) => {
    const base = name.replace(/[^\w$]+/g, '_').replace(/^_+|_+$/g, '') || 'anonymous';
    let unique = base;
    for (let count = 2; taken.has(unique); count++) unique = `${base}${count}`;
    taken.add(unique);
    return unique;
  };
}

const ownRequire: Finding = {
  code: 'BUD304',
  message: 'the file declares its own `require`, so the runtime cannot be loaded in it',
  remedy: 'Rename that variable, or write the file as an ECMAScript module.',
  start: 0,
  end: 0,
};
