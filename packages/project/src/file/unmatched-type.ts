import { almostKnown, almostKnownType, isKnownType, meantSelection, type Problem } from '@bud/transform';

import { configurationProblem } from '../problem.ts';
import type { ProjectOptions } from '../configuration/resolve-project.ts';

/** Selected types that are almost certainly mistakes, which any host can tell before it has seen a file. */
export function misspelledSelections({ types, selectedBy, written }: ProjectOptions): readonly Problem[] {
  const selected = (types ?? []).flatMap((type) => {
    const meant = meantSelection(type);
    return meant === null ? [] : [unmatchedType(selectedBy, type, `Did you mean ${asWritten(selectedBy, meant)}?`)];
  });
  const inRules = (written.rules ?? []).flatMap(({ type = '' }, index) => {
    const meant = almostKnownType(type);
    if (meant === null) return [];
    const message = almostKnown(type, ` in rules[${index}]`);
    return [configurationProblem({ code: 'BUD112', message, remedy: `Did you mean "${meant}"?` })];
  });
  return [...(types?.length === 0 ? [noType(selectedBy)] : selected), ...inRules];
}

/** `BUD_TRACK=,` is what is left of a variable that was put together of others that are empty. */
function noType(selectedBy: ProjectOptions['selectedBy']): Problem {
  const off = selectedBy === 'BUD_TRACK' ? '`BUD_TRACK=off`' : '`mode: "off"`';
  return configurationProblem({
    code: 'BUD203',
    message: `${selectedBy} selects types and names none, so nothing is tracked`,
    remedy: `Name a type, leave it out to track everything, or write ${off} to track nothing.`,
  });
}

/**
 * Selected types that no function of a whole build has. Known ones are in order in a build that has none of them, unless
 * everything is left out because of it.
 */
export function unmatchedTypes(
  { types, selectedBy }: ProjectOptions,
  had: readonly (string | null)[],
): readonly Problem[] {
  if (types === null || had.length === 0) return [];
  const isNoneLeft = !types.some((type) => had.includes(type));
  const names = [...new Set(had.filter((type) => type !== null))];
  const remedy = names.length === 0 ? 'No mark or rule sets a type.' : `The types in use are ${names.join(', ')}.`;
  return types
    .filter((type) => meantSelection(type) === null && !had.includes(type))
    .filter((type) => isNoneLeft || !isKnownType(type))
    .map((type) => unmatchedType(selectedBy, type, remedy));
}

/** The problem that no function has a type which `selectedBy`, an option, a variable or a flag, selects. */
export function unmatchedType(selectedBy: string, type: string, remedy: string): Problem {
  const message = `${selectedBy} selects the type "${type}", which no function has`;
  return configurationProblem({ code: 'BUD203', message, remedy });
}

/** As it is to be written: `BUD_TRACK=llm,tool`, `"llm"`. */
function asWritten(selectedBy: ProjectOptions['selectedBy'], meant: string): string {
  return selectedBy === 'BUD_TRACK' ? `\`BUD_TRACK=${meant}\`` : `"${meant}"`;
}
