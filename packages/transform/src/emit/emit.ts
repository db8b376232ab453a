/*
 * A plan is written into the source text:
 *
 *   ModulePlan ─ emitted-code ─┬─ around a body: if (__bud.on …) return …;   const __bud_body = () => { … }
 *                (the words,   ├─ in a class:    static #__bud_run = …
 *                 for tsc too) └─ once per file: import { gate as __bud } …;   var __bud_run = { … };
 *              ─ emit: each at its offset, on an existing line → code and source map
 */
import type { SourceSite } from '@bud/value';
import { MagicString, type SourceMap } from 'magic-string';

import type { ModulePlan, PlannedFunction } from '../plan/plan.ts';
import type { Unplaced } from '../problem.ts';
import { aliasCode, captureCode, functionCode, preludeCode } from './emitted-code.ts';

/** What {@link instrument} gives back: with what is known of the file, what became of its text. */
export interface Instrumented extends Pick<ModulePlan, 'problems' | 'rules' | 'marks' | 'considered' | 'skipped'> {
  /** The very input when nothing changed. */
  readonly code: string;
  /** From the instrumented text to the given one; `null` when nothing changed. */
  readonly map: SourceMap | null;
  /** The tracked functions, in source order. */
  readonly sites: readonly SourceSite[];
  readonly changed: boolean;
}

/** Writes a plan into the source text as insertions on existing lines. Nothing of it is changed or moved. */
export function emit(code: string, file: string, plan: Unplaced<ModulePlan>): Unplaced<Instrumented> {
  const text = new MagicString(code);
  const { prefix } = plan.gate;
  // Inner functions first: where two bodies end at one offset, the inner one is closed first.
  for (const planned of plan.functions.toReversed()) emitFunction(text, code, planned, prefix);
  for (const capture of plan.captures) text.appendLeft(capture.at, ` ${captureCode(capture, prefix)}`);
  for (const alias of plan.aliases) text.appendLeft(alias.at, `${terminator(code, alias.at)} ${aliasCode(alias)}`);
  emitPrelude(text, code, plan);
  return {
    ...asIs(code, plan),
    code: text.toString(),
    map: text.generateMap({ source: file, includeContent: true, hires: 'boundary' }),
    sites: plan.functions.map(({ site }) => site),
    changed: true,
  };
}

/** The source text as it was given, with what is known of it. */
export function asIs(
  code: string,
  { findings, rules, marks, considered, skipped }: Unplaced<ModulePlan>,
): Unplaced<Instrumented> {
  return { code, map: null, sites: [], findings, changed: false, rules, marks, considered, skipped };
}

function emitFunction(text: MagicString, code: string, planned: PlannedFunction, prefix: string): void {
  const { before, after } = functionCode(planned, prefix);
  const [, end] = planned.body;
  const { entry } = planned;
  if (planned.isExpressionBody) {
    text.appendLeft(entry, before);
    text.appendLeft(end, after);
  } else {
    text.appendLeft(entry, `${terminator(code, entry)} ${before}`);
    if (after !== '') text.appendLeft(end - 1, `${after} `);
  }
}

function emitPrelude(text: MagicString, code: string, plan: Unplaced<ModulePlan>): void {
  const { gateAt, sitesAt } = plan.prelude;
  const { gate, sites } = preludeCode(plan, plan.gate);
  const isAfterImports = sites !== '' && sitesAt !== null;
  text.appendLeft(gateAt, sites === '' || isAfterImports ? `${gate} ` : `${gate} ${sites} `);
  if (isAfterImports) text.appendLeft(sitesAt, `${terminator(code, sitesAt)} ${sites}`);
}

/** A directive or import without a semicolon would swallow what follows it on the line. */
function terminator(code: string, at: number): string {
  return /[{;]/.test(code[at - 1] ?? '') ? '' : ';';
}
