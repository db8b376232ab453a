/*
 * A plan is written into the source text:
 *
 *   ModulePlan ─ emitted-code ─┬─ around a body: if (__bud.on …) return …;   const __bud_body = () => { … }
 *                (the words,   ├─ in a class:    static #__bud_run = …
 *                 for tsc too) └─ once per file: import { gate as __bud } …;   var __bud_run = { … };
 *              ─ emit: each at its offset, on an existing line → code
 *              ─ inserted-segments: which of its tokens lead to the source, and which nowhere → source map
 */
import type { SourceSite } from '@bud/value';
import { MagicString, SourceMap } from 'magic-string';

import type { ModulePlan, PlannedFunction } from '../plan/plan.ts';
import type { Unlocated } from '../problem.ts';
import { aliasCode, functionCode, methodAliasCode, preludeCode } from './emitted-code.ts';
import { placeInsertions, type Insertion, type Segment } from './inserted-segments.ts';

/** What {@link instrument} gives back: with what is known of the file, what became of its source. */
export interface Instrumented extends Pick<ModulePlan, 'problems' | 'rules' | 'marks' | 'considered' | 'skipped'> {
  /** The very input when nothing changed. */
  readonly code: string;
  /** From the instrumented code to the given one; `null` when nothing changed. */
  readonly map: SourceMap | null;
  /** The tracked functions, in source order. */
  readonly sites: readonly SourceSite[];
  readonly changed: boolean;
}

/** Writes a plan into the source text as insertions on existing lines. Nothing of it is changed or moved. */
export function emit(code: string, file: string, plan: Unlocated<ModulePlan>): Unlocated<Instrumented> {
  const text = new MagicString(code);
  const insertions = insertionsOf(code, plan);
  for (const { at, text: inserted } of insertions) text.appendLeft(at, inserted);
  const map = text.generateDecodedMap({ source: file, includeContent: true, hires: 'boundary' });
  // Proof of the cast: with one source, and without names to store, segments have one place or none.
  const mappings = placeInsertions(map.mappings as Segment[][], insertions, code);
  return {
    ...asIs(code, plan),
    code: text.toString(),
    map: new SourceMap({ ...map, mappings }),
    sites: plan.functions.map(({ site }) => site),
    changed: true,
  };
}

/** The source text as it was given, with what is known of it. */
export function asIs(
  code: string,
  { findings, rules, marks, considered, skipped }: Unlocated<ModulePlan>,
): Unlocated<Instrumented> {
  return { code, map: null, sites: [], findings, changed: false, rules, marks, considered, skipped };
}

/** What is inserted where; of several at one offset, in this order. */
function insertionsOf(code: string, plan: Unlocated<ModulePlan>): readonly Insertion[] {
  const { prefix } = plan.gate;
  return [
    // Inner functions first: where two bodies end at one offset, the inner one is closed first.
    ...plan.functions.toReversed().flatMap((planned) => aroundBody(code, planned, prefix)),
    ...plan.methodAliases.map((alias) => declared(alias.at, ` ${methodAliasCode(alias, prefix)}`)),
    ...plan.aliases.map((alias) => declared(alias.at, `${terminator(code, alias.at)} ${aliasCode(alias)}`)),
    ...prelude(code, plan),
  ];
}

function declared(at: number, text: string): Insertion {
  return { at, text, role: 'declaration' };
}

function aroundBody(code: string, planned: PlannedFunction, prefix: string): readonly Insertion[] {
  const { before, after } = functionCode(planned, prefix);
  const { entry, isExpressionBody } = planned;
  const [, end] = planned.body;
  if (isExpressionBody) {
    return [
      { at: entry, text: before, role: 'opening' },
      { at: end, text: after, role: 'closing' },
    ];
  }
  const opening: Insertion = { at: entry, text: `${terminator(code, entry)} ${before}`, role: 'body' };
  return after === '' ? [opening] : [opening, { at: end - 1, text: `${after} `, role: 'body' }];
}

function prelude(code: string, plan: Unlocated<ModulePlan>): readonly Insertion[] {
  const { gateAt, sitesAt } = plan.prelude;
  const { gate, sites } = preludeCode(plan, plan.gate);
  const loaded: Insertion = { at: gateAt, text: `${gate} `, role: 'gate' };
  if (sites === '') return [loaded];
  const declared = sitesAt === null ? `${sites} ` : `${terminator(code, sitesAt)} ${sites}`;
  return [loaded, { at: sitesAt ?? gateAt, text: declared, role: 'declaration' }];
}

/** A directive or import without a semicolon would swallow what follows it on the line. */
function terminator(code: string, at: number): string {
  return /[{;]/.test(code[at - 1] ?? '') ? '' : ';';
}
