import type { SourceMap } from 'magic-string';

import { attach, targetsOf } from './attach.ts';
import { emit } from './emit.ts';
import { find } from './find.ts';
import { mayHaveMark, readFileSwitch, readMarks } from './mark.ts';
import { projectPath, resolveOptions, type Options, type ResolvedOptions } from './option.ts';
import { parse, syntaxErrorOf, tooDeep, type Parsed } from './parse.ts';
import { plan, type Plan } from './plan.ts';
import { preludeOf } from './prelude.ts';
import { placeProblems, type Finding, type Problem } from './problem.ts';
import type { Site } from './site.ts';
import { isDirective } from './syntax.ts';

/** What {@link instrument} gives back; `code` is the very input when nothing changed. */
export interface Instrumented {
  readonly code: string;
  /** From the instrumented text to the given one; `null` when nothing changed. */
  readonly map: SourceMap | null;
  /** The tracked functions, in the order of the text. */
  readonly sites: readonly Site[];
  readonly problems: readonly Problem[];
  readonly changed: boolean;
  /** Indexes of the configured rules that reached a function of this file. */
  readonly rules: readonly number[];
}

/**
 * Tracks what the marks and rules of one file ask for: source text in, source text out.
 *
 * The text outside the insertions is unchanged and no line moves. Never throws for what a user wrote: what cannot be
 * done is a problem, and the text passes through. `file` is a path or a bundler's id; its extension tells the language.
 * Throws an `OptionsError` when the options are wrong.
 *
 * @example
 * const { code, map, problems } = instrument('/** @track type=llm *\/ export async function ask(q) { … }', 'src/ask.ts');
 */
export function instrument(code: string, file: string, options?: Options | ResolvedOptions): Instrumented {
  const resolved = resolveOptions(options);
  if (!mayTrack(code, file, resolved)) return unchanged(code, []);
  const path = projectPath(file, resolved.root);
  const findings: Finding[] = [];
  try {
    const parsed = parse(code, file, resolved.module);
    if ('code' in parsed) return unchanged(code, placeProblems([parsed], code, path));
    return instrumentParsed(parsed, code, file, path, resolved, findings);
  } catch (error) {
    // The only throw that a program's text can cause: syntax nested deeper than the stack.
    if (!(error instanceof RangeError)) throw error;
    return unchanged(code, placeProblems([tooDeep], code, path));
  }
}

/** Could the file have anything to track? Costs a substring search and, with rules, a glob; hosts ask it first. */
export function mayTrack(code: string, file: string, options: ResolvedOptions): boolean {
  if (options.mode === 'off') return false;
  const path = projectPath(file, options.root);
  if (options.isExcluded(path)) return false;
  return mayHaveMark(code) || options.rules.some((rule) => rule.matchesFile(path));
}

function instrumentParsed(
  parsed: Parsed,
  code: string,
  file: string,
  path: string,
  options: ResolvedOptions,
  findings: Finding[],
): Instrumented {
  const { comments, program } = parsed;
  const beginning = program.body.find((statement) => !isDirective(statement))?.start ?? code.length;
  if (comments.some((comment) => readFileSwitch(comment, comment.end <= beginning, findings)))
    return unchanged(code, []);
  if (isInstrumented(parsed, options.runtime)) return unchanged(code, []);
  const marks = comments.flatMap((comment) => readMarks(comment, findings));
  const targets = targetsOf(marks, comments, code);
  const found = find(parsed, fileStem(path), [...new Set(targets)]);
  const attached = attach(found, marks, targets, findings);
  const isModule = parsed.isModule || (parsed.mayBeModule && !found.loadsCommonJs);
  const prefix = freePrefix(code);
  const planned = plan({ code, path, found, attached, options, prefix, findings });
  if (planned.functions.length > 0 && !isModule && found.topScope.names.has('require')) {
    findings.push(ownRequire);
    return unchanged(code, placeProblems(findings, code, path), planned.rules);
  }
  const problems = placeProblems(findings, code, path);
  if (planned.functions.length === 0) return unchanged(code, problems, planned.rules);
  return write({ ...parsed, isModule }, code, file, planned, prefix, options, problems);
}

function write(
  parsed: Parsed,
  code: string,
  file: string,
  planned: Plan,
  prefix: string,
  options: ResolvedOptions,
  problems: readonly Problem[],
): Instrumented {
  const binding = { prefix, runtime: options.runtime, isModule: parsed.isModule };
  const text = emit(code, planned, preludeOf(parsed, code), binding);
  const emitted = text.toString();
  const error = syntaxErrorOf(emitted, file, parsed.isModule);
  if (error !== null) {
    const broken: Finding = {
      code: 'BUD002',
      message: `the instrumented file would not parse: ${error.message}`,
      remedy: 'The file is left as it is; please report this with the file.',
      start: 0,
      end: 0,
    };
    const path = projectPath(file, options.root);
    return unchanged(code, [...problems, ...placeProblems([broken], code, path)], planned.rules);
  }
  return {
    code: emitted,
    map: text.generateMap({ source: file, includeContent: true, hires: 'boundary' }),
    sites: planned.functions.map(({ site }) => site),
    problems,
    changed: true,
    rules: planned.rules,
  };
}

function unchanged(code: string, problems: readonly Problem[], rules: readonly number[] = []): Instrumented {
  return { code, map: null, sites: [], problems, changed: false, rules };
}

/** Instrumented text binds the gate to a name of {@link freePrefix}'s; nobody else does. */
function isInstrumented({ program }: Parsed, runtime: string): boolean {
  return program.body.some((statement) => {
    if (statement.type === 'ImportDeclaration') {
      return statement.source.value === runtime && statement.specifiers.some(({ local }) => isPrefix(local.name));
    }
    if (statement.type !== 'VariableDeclaration') return false;
    return statement.declarations.some(
      ({ id, init }) =>
        id.type === 'Identifier' &&
        isPrefix(id.name) &&
        init?.type === 'MemberExpression' &&
        init.object.type === 'CallExpression' &&
        init.object.arguments.some((argument) => argument.type === 'Literal' && argument.value === runtime),
    );
  });
}

function isPrefix(name: string): boolean {
  return /^__bud(?:\d+_)?$/.test(name);
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
