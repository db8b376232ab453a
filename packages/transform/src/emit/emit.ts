/*
 * A plan is written into the source text:
 *
 *   ModulePlan ─ emitted-code ─┬─ around a body: if (__bud.on …) return …;   const __bud_body = () => { … }
 *                (the words,   ├─ in a class:    static #__bud_run = …
 *                 for tsc too) └─ once per file: import { gate as __bud } …;   var __bud_run = { … };
 *              ─ front-code ──── in front of a whole function: function Page(__bud0) { … }
 *              ─ typed-code ──── around a body that a compiler type-checks: return __bud_enclosed.run(…, () => { … });
 *                └─ call-code: what all of them write where a call is recorded
 *              ─ emit: each at its offset, on an existing line → code
 *              ─ inserted-segments: which of its tokens lead to the source, and which nowhere → source map
 */
import type { SourceSite } from '@bud/value/compiler';
import { MagicString, SourceMap } from 'magic-string';

import type { ModulePlan, PlannedFront, PlannedFunction } from '../plan/plan.ts';
import type { Unlocated } from '../problem.ts';
import { aliasCode, functionCode, methodAliasCode, preludeCode } from './emitted-code.ts';
import { frontCode } from './front-code.ts';
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
  const around = plan.functions.map((planned) => aroundFunction(code, planned, prefix));
  return [
    // Inner functions first: where two end at one offset, the inner one is closed first.
    ...around.toReversed().flatMap(({ closing }) => closing),
    ...plan.methodAliases.map((alias) => declared(alias.at, ` ${methodAliasCode(alias, prefix)}`)),
    ...plan.aliases.map((alias) => declared(alias.at, `${terminator(code, alias.at)} ${aliasCode(alias)}`)),
    ...prelude(code, plan),
    ...around.flatMap(({ opening }) => opening),
  ];
}

/** What is inserted where a function, or its body, begins and ends. */
interface Surrounding {
  readonly opening: readonly Insertion[];
  readonly closing: readonly Insertion[];
}

function aroundFunction(code: string, planned: PlannedFunction, prefix: string): Surrounding {
  return planned.front === null ? aroundBody(code, planned, prefix) : aroundWhole(code, planned, planned.front, prefix);
}

function aroundWhole(code: string, planned: PlannedFunction, front: PlannedFront, prefix: string): Surrounding {
  const { hint, before, rename, after, afterArguments } = frontCode(planned, front, prefix);
  const { statementStart, start, end, renamedAt, lastArgumentEnd } = front;
  return {
    opening: [
      ...(hint === '' ? [] : [{ at: statementStart, text: `${hint} `, role: 'declaration' } as const]),
      { at: start, text: before, role: 'front', ...namedAs(code, front) },
      ...(renamedAt === null ? [] : [{ at: renamedAt, text: rename, role: 'front' } as const]),
    ],
    closing: [
      ...(after === '' ? [] : [{ at: end, text: after, role: 'behind' } as const]),
      ...(afterArguments === '' || lastArgumentEnd === null
        ? []
        : [{ at: lastArgumentEnd, text: afterArguments, role: 'declaration' } as const]),
    ],
  };
}

function declared(at: number, text: string): Insertion {
  return { at, text, role: 'declaration' };
}

/** The name of a declaration, which its front has now, where it is on the same line. */
function namedAs(code: string, { start, renamedAt, ownName }: PlannedFront): Pick<Insertion, 'named'> {
  if (renamedAt === null || ownName === null || code.slice(start, renamedAt).includes('\n')) return {};
  return { named: { name: ownName, at: renamedAt } };
}

function aroundBody(code: string, planned: PlannedFunction, prefix: string): Surrounding {
  const { before, after } = functionCode(planned, prefix);
  const { entry, isExpressionBody } = planned;
  const [, end] = planned.body;
  if (isExpressionBody) {
    return {
      opening: [{ at: entry, text: before, role: 'opening' }],
      closing: [{ at: end, text: after, role: 'closing' }],
    };
  }
  const opening: Insertion = { at: entry, text: `${terminator(code, entry)} ${before}`, role: 'body' };
  if (after === '') return { opening: [opening], closing: [] };
  const closing: Insertion = { at: end - 1, text: `${after} `, role: 'body' };
  // An empty body ends where it begins.
  return entry === closing.at
    ? { opening: [opening, closing], closing: [] }
    : { opening: [opening], closing: [closing] };
}

function prelude(code: string, plan: Unlocated<ModulePlan>): readonly Insertion[] {
  const { gateAt, sitesAt, endsStatement } = plan.prelude;
  const { gate, sites } = preludeCode(plan, plan.gate);
  const ended = endsStatement ? '; ' : '';
  const loaded: Insertion = { at: gateAt, text: `${ended}${gate} `, role: 'gate' };
  if (sites === '') return [loaded];
  const declared = sitesAt === null ? `${sites} ` : `${terminator(code, sitesAt)} ${sites}`;
  return [loaded, { at: sitesAt ?? gateAt, text: declared, role: 'declaration' }];
}

/** A directive or import without a semicolon would swallow what follows it on the line. */
function terminator(code: string, at: number): string {
  return /[{;]/.test(code[at - 1] ?? '') ? '' : ';';
}
