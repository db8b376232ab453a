import { siteSummary, type ConsideredFunction, type ModulePlan } from '@bud/transform';
import type ts from 'typescript';

import type { PlanSource } from './plan-source.ts';

/** A tracked function that a position is about. */
export interface FunctionAtPosition {
  readonly summary: string;
  /** Of the mark. */
  readonly span: ts.TextSpan;
}

/** What of a declaration can be a function. */
const functionKinds: ReadonlySet<string> = new Set([
  'function',
  'local function',
  'method',
  'getter',
  'setter',
  'constructor',
  'const',
  'let',
  'var',
  'local var',
  'property',
  'alias',
]);

/** The tracked function that a mark reaches, or that a name means. */
export function trackedFunctionAt(
  fileName: string,
  position: number,
  service: ts.LanguageService,
  plans: PlanSource,
): FunctionAtPosition | null {
  const plan = plans.planOf(fileName)?.plan ?? null;
  const mark = plan?.marks.find(({ start, end }) => start <= position && position <= end);
  if (plan !== null && mark !== undefined) {
    const { start, end, target } = mark;
    const found = target === null ? undefined : tracked(plan).find(({ name }) => name === target.name);
    return found === undefined ? null : summaryOf(found, { start, length: end - start });
  }
  const definitions = service.getDefinitionAtPosition(fileName, position) ?? [];
  for (const definition of definitions) {
    if (!functionKinds.has(definition.kind)) continue;
    const defined = plans.planOf(definition.fileName)?.plan ?? null;
    const { start, length } = definition.contextSpan ?? definition.textSpan;
    const inside =
      defined === null ? [] : tracked(defined).filter((each) => start <= each.start && each.end <= start + length);
    const [first] = inside.toSorted((a, b) => a.start - b.start);
    if (first !== undefined) return summaryOf(first, definition.textSpan);
  }
  return null;
}

function tracked({ considered }: ModulePlan): readonly ConsideredFunction[] {
  return considered.filter(({ site }) => site !== null);
}

function summaryOf({ site }: ConsideredFunction, span: ts.TextSpan): FunctionAtPosition | null {
  return site === null ? null : { summary: siteSummary(site), span };
}
