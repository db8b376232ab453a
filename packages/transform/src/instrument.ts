/*
 * What a file passes through, from its source text to the one that takes its place:
 *
 *   parse → already instrumented? → mark → find → attach → plan → emit → parses again? → code, map, sites, problems
 *     └───────────────────── findings of every stage ─────────────────────────┴─ problem: located ─────────┘
 *   all of them: language/ is what they read, config/ what the user wrote about it
 */
import { gateModule, resolveOptions, type GivenOptions, type ResolvedOptions } from './config/options.ts';
import { plainId, projectPath } from './config/project-path.ts';
import { asIs, emit, type Instrumented } from './emit/emit.ts';
import { attach } from './find/attach.ts';
import { find } from './find/find.ts';
import { isInstrumented } from './find/instrumented.ts';
import { parse, syntaxErrorOf, tooDeep, withinStack } from './language/parse.ts';
import { readFileSwitch } from './mark/file-switch.ts';
import { mayTrack, marksOf } from './mark/mark.ts';
import { planFile, unplanned } from './plan/plan-file.ts';
import type { ModulePlan } from './plan/plan.ts';
import { cannotParse, locate, wouldNotParse, type Unlocated } from './problem.ts';

/**
 * Tracks what the marks and rules of one file (a path or a bundler's id) ask for: source text in, source text out, and no
 * line moves. What cannot be done is a problem, and the code passes through; wrong options throw an `OptionsError`.
 * @example
 * const { code, map, problems } = instrument('/** @track type=llm *\/ export async function ask(q) { … }', 'src/ask.ts');
 */
export function instrument(code: string, id = '', options?: GivenOptions): Instrumented {
  const resolved = resolveOptions(options);
  const file = plainId(id);
  const plan = decide(code, file, resolved);
  const emitted = plan.functions.length === 0 ? asIs(code, plan) : emit(code, file, plan);
  const error = emitted.changed ? syntaxErrorOf(emitted.code, file, plan.gate.isModule) : null;
  const kept = error === null ? emitted : asIs(code, { ...plan, findings: [...plan.findings, wouldNotParse(error)] });
  return locate(kept, code, projectPath(file, resolved.root));
}

/** Decides the same and emits nothing, for emitters that write the plan into a syntax tree of their own, as tsc's does. */
export function planModule(code: string, id = '', options?: GivenOptions): ModulePlan {
  const resolved = resolveOptions(options);
  return locate(decide(code, plainId(id), resolved), code, projectPath(id, resolved.root));
}

function decide(code: string, file: string, options: ResolvedOptions): Unlocated<ModulePlan> {
  if (!mayTrack(code, file, options)) return unplanned(options);
  const plan = withinStack(() => decideParsed(code, file, options));
  return plan ?? unplanned(options, { findings: [cannotParse(tooDeep)] });
}

function decideParsed(code: string, file: string, options: ResolvedOptions): Unlocated<ModulePlan> {
  const parsed = parse(code, file, options.module);
  if ('error' in parsed) return unplanned(options, { findings: [cannotParse(parsed.error)] });
  const fileSwitch = readFileSwitch(parsed, code);
  if (fileSwitch.isOff) return unplanned(options, { skipped: 'file-off' });
  if (isInstrumented(parsed, code, gateModule(options))) return unplanned(options, { skipped: 'instrumented' });
  const { marks, findings } = marksOf(parsed.comments, code);
  const found = find(parsed, projectPath(file, options.root), marks);
  const attached = attach(found, marks);
  const plan = planFile({ code, file, parsed, marks, found, attached }, options);
  return { ...plan, findings: [...fileSwitch.findings, ...findings, ...attached.findings, ...plan.findings] };
}
