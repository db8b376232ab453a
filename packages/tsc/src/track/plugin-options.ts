import type { Options } from '@bud/project';

/** What an entry of `compilerOptions.plugins` may hold: the options of Bud Track next to those of ts-patch. */
export type PluginOptions = Options & Partial<Record<(typeof hostKeys)[number], unknown>>;

/** What ts-patch and TypeScript's language service read from the same entry. */
const hostKeys = [
  'transform',
  'transformProgram',
  'type',
  'import',
  'after',
  'afterDeclarations',
  'name',
  'tsConfig',
  'resolvePathAliases',
  'isEsm',
] as const;

/** The part of an entry that is about tracking. */
export function ownOptions(entry: PluginOptions): Options {
  const own = { ...entry };
  for (const key of hostKeys) delete own[key];
  return own;
}
