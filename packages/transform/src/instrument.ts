import type { SourceMap } from 'magic-string';

import type { AttachedMark, ConsideredFunction } from './plan/considered.ts';
import { emit } from './emit/emit.ts';
import { projectPath, resolveOptions, type Options, type ResolvedOptions } from './config/options.ts';
import { syntaxErrorOf } from './language/parse.ts';
import { planModule, type ModulePlan } from './plan/plan-module.ts';
import { placeProblems, type Finding, type Problem } from './problem.ts';
import type { SourceSite } from '@bud/value';

/** What {@link instrument} gives back; `code` is the very input when nothing changed. */
export interface Instrumented {
  readonly code: string;
  /** From the instrumented text to the given one; `null` when nothing changed. */
  readonly map: SourceMap | null;
  /** The tracked functions, in the order of the text. */
  readonly sites: readonly SourceSite[];
  readonly problems: readonly Problem[];
  readonly changed: boolean;
  /** Indexes of the configured rules that reached a function of this file. */
  readonly rules: readonly number[];
  /** What each mark attaches to. */
  readonly marks: readonly AttachedMark[];
  /** Every function that something asks for, in the order of the text, with what became of it and why. */
  readonly considered: readonly ConsideredFunction[];
  /** Why nothing was looked for: the file says `@track-file off`, or it is instrumented already. */
  readonly skipped: ModulePlan['skipped'];
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
  const plan = planModule(code, file, resolved);
  return plan.functions.length === 0 ? unchanged(code, plan) : write(code, file, plan, resolved.root);
}

function write(code: string, file: string, plan: ModulePlan, root: string): Instrumented {
  const text = emit(code, plan);
  const emitted = text.toString();
  const error = syntaxErrorOf(emitted, file, plan.gate.isModule);
  if (error !== null) {
    const broken: Finding = {
      code: 'BUD002',
      message: `the instrumented file would not parse: ${error.message}`,
      remedy: 'The file is left as it is; please report this with the file.',
      start: 0,
      end: 0,
    };
    const problems = [...plan.problems, ...placeProblems([broken], code, projectPath(file, root))];
    return unchanged(code, { ...plan, problems });
  }
  return {
    ...unchanged(code, plan),
    code: emitted,
    map: text.generateMap({ source: file, includeContent: true, hires: 'boundary' }),
    sites: plan.functions.map(({ site }) => site),
    changed: true,
  };
}

function unchanged(code: string, { problems, rules, marks, considered, skipped }: ModulePlan): Instrumented {
  return { code, map: null, sites: [], problems, changed: false, rules, marks, considered, skipped };
}
