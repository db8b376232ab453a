import { unmatchedType } from '@bud/project';
import { almostKnownType, closest, type Problem } from '@bud/transform';

import type { ListedFunction } from './listed-function.ts';

/** Types asked for that no function has, where one that is known or in use was probably meant. */
export function misspelledTypes(wanted: readonly string[], functions: readonly ListedFunction[]): readonly Problem[] {
  const used = new Set(functions.flatMap(({ type }) => type ?? []));
  return wanted
    .filter((type) => !used.has(type))
    .flatMap((type) => {
      const meant = almostKnownType(type) ?? closest(type, [...used]);
      if (meant === null) return [];
      return [unmatchedType('--type', type, `Did you mean \`--type ${meant}\`?`)];
    });
}
