import { attach, targetsOf } from '../find/attach.ts';
import { attachedMarks, type AttachedMark } from './considered.ts';
import type { GateImport } from '../emit/emitted-code.ts';
import { find } from '../find/find.ts';
import { isInstrumented } from '../find/instrumented.ts';
import { mayHaveMark, readFileSwitch, readMarks } from '../mark/mark.ts';
import { projectPath, resolveOptions, rulePath, type Options, type ResolvedOptions } from '../config/options.ts';
import { parse, tooDeep, type Parsed } from '../language/parse.ts';
import { plan, type Plan } from './plan.ts';
import { preludeOf, type Prelude } from './prelude.ts';
import { placeProblems, type Finding, type Problem } from '../problem.ts';
import { isDirective } from '../language/syntax.ts';

/** All that an emitter needs to know of one file: plain JSON. With no `functions` the file stays as it is. */
export interface ModulePlan extends Plan {
  readonly gate: GateImport;
  readonly prelude: Prelude;
  readonly problems: readonly Problem[];
  /** What each mark attaches to. */
  readonly marks: readonly AttachedMark[];
  /** Why nothing was looked for: the file says `@track-file off`, or it is instrumented already. */
  readonly skipped: 'file-off' | 'instrumented' | null;
}

/**
 * Decides what to emit for one file without emitting it: {@link instrument} writes the plan into the text, another
 * emitter writes it into a syntax tree of its own, where it finds functions by their body range.
 *
 * Never throws for what a user wrote. Throws an `OptionsError` when the options are wrong.
 *
 * @example
 * const { functions, problems } = planModule('/** @track type=llm *\/ export async function ask(q) { … }', 'src/ask.ts');
 */
export function planModule(code: string, file: string, options?: Options | ResolvedOptions): ModulePlan {
  const resolved = resolveOptions(options);
  if (!mayTrack(code, file, resolved)) return nothing(resolved, {});
  const path = projectPath(file, resolved.root);
  try {
    const parsed = parse(code, file, resolved.module);
    if ('code' in parsed) return nothing(resolved, { problems: placeProblems([parsed], code, path) });
    return planParsed(parsed, code, file, resolved);
  } catch (error) {
    // The only throw that a program's text can cause: syntax nested deeper than the stack.
    if (!(error instanceof RangeError)) throw error;
    return nothing(resolved, { problems: placeProblems([tooDeep], code, path) });
  }
}

/** Could the file have anything to track? Costs a substring search and, with rules, a glob; hosts ask it first. */
export function mayTrack(code: string, file: string, options: ResolvedOptions): boolean {
  if (options.mode === 'off') return false;
  const path = rulePath(file, options);
  if (options.isExcluded(path)) return false;
  return mayHaveMark(code) || options.rules.some((rule) => rule.matchesFile(path));
}

function planParsed(parsed: Parsed, code: string, file: string, options: ResolvedOptions): ModulePlan {
  const path = projectPath(file, options.root);
  const { comments, program } = parsed;
  const findings: Finding[] = [];
  const beginning = program.body.find((statement) => !isDirective(statement))?.start ?? code.length;
  if (comments.some((comment) => readFileSwitch(comment, comment.end <= beginning, findings)))
    return nothing(options, { skipped: 'file-off' });
  if (isInstrumented(parsed, code, options.runtime)) return nothing(options, { skipped: 'instrumented' });
  const marks = comments.flatMap((comment) => readMarks(comment, findings));
  const targets = targetsOf(marks, comments, code);
  const found = find(parsed, fileStem(path), [...new Set(targets)]);
  const attached = attach(found, marks, targets, findings);
  const isModule = parsed.isModule || (parsed.mayBeModule && !found.loadsCommonJs);
  const prefix = freePrefix(code);
  const planned = plan({ code, path: rulePath(file, options), found, attached, options, prefix, findings });
  if (planned.functions.length > 0 && !isModule && found.topScope.names.has('require')) {
    findings.push(ownRequire);
    return nothing(options, { ...planned, functions: [], captures: [], problems: placeProblems(findings, code, path) });
  }
  return {
    ...planned,
    marks: attachedMarks(marks, attached),
    skipped: null,
    gate: { prefix, runtime: options.runtime, isModule },
    prelude: preludeOf(parsed, code),
    problems: placeProblems(findings, code, path),
  };
}

/** The plan of a file that stays as it is, with what is known of it all the same. */
function nothing({ runtime }: ResolvedOptions, known: Partial<ModulePlan>): ModulePlan {
  return {
    functions: [],
    considered: [],
    captures: [],
    rules: [],
    gate: { prefix: '__bud', runtime, isModule: false },
    prelude: { gateAt: 0, sitesAt: null },
    problems: [],
    marks: [],
    skipped: null,
    ...known,
  };
}

/** `__bud`, or the first of `__bud1_`, `__bud2_`, … that the text does not contain. */
function freePrefix(code: string): string {
  let prefix = '__bud';
  for (let count = 1; code.includes(prefix); count++) prefix = `__bud${count}_`;
  return prefix;
}

function fileStem(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.replace(/\.[^.]*$/, '') || name;
}

const ownRequire: Finding = {
  code: 'BUD304',
  message: 'the file declares its own require, so the runtime cannot be loaded in it',
  remedy: 'Rename that variable, or write the file as an ECMAScript module.',
  start: 0,
  end: 0,
};
