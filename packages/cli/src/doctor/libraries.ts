import { installedPackage, packageRecipes } from '@bud/project';

import type { Check } from './check.ts';

/** Which installed libraries can be tracked inside of them, and whether anything reads their calls. */
export function checkLibraries(folder: string): readonly Check[] {
  const hasReader = installedPackage(folder, '@bud/llm') !== undefined;
  return packageRecipes().flatMap(({ package: library, majors }): readonly Check[] => {
    const version = installedPackage(folder, library)?.version;
    if (version === undefined) return [];
    if (!majors.includes(Number.parseInt(version, 10))) {
      const message = `${library} ${version} has no recipe, which there are for ${majors.join(', ')}`;
      const remedy = 'Its calls run untracked; a mark on the functions around them tracks these.';
      return [{ check: 'libraries', result: 'doubtful', message, remedy }];
    }
    if (hasReader) return [{ check: 'libraries', result: 'fine', message: `${library} ${version} has a recipe` }];
    const message = `nothing reads the calls of ${library} ${version}`;
    const remedy = "`npm install @bud/llm`, and `libraries: 'auto'` among the options of the plugin.";
    return [{ check: 'libraries', result: 'doubtful', message, remedy }];
  });
}
