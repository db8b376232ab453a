import { markLike } from '@bud/transform';

/**
 * Ids of modules that hold JavaScript or TypeScript, in the form hosts filter natively: by path extension or, for the
 * scripts inside Vue, Svelte and Astro files, by query (`App.vue?vue&type=script&lang.ts`).
 */
const sourceIds: readonly RegExp[] = [/\.[cm]?[jt]sx?(?:\?|$)/, /[?&]lang[.=][cm]?[jt]sx?(?:&|$)/];

/**
 * Ids of modules that a host made itself: virtual ones, and files imported as text, address, worker or the style or
 * template of a component.
 */
const generatedIds: readonly RegExp[] = [
  /^\0/,
  /[?&](?:raw|url|worker|sharedworker)(?:[&=]|$)/,
  /[?&]type=(?:style|template)(?:&|$)/,
];

const packageIds = /[\\/]node_modules[\\/]/;

/**
 * True for a file of the project's own, or of a package, that can hold functions.
 *
 * @example
 * isSource('/app/src/ask.ts'); // true
 * isSource('/app/src/ask.css'); // false
 */
export function isSource(id: string): boolean {
  return sourceIds.some((pattern) => pattern.test(id)) && !generatedIds.some((pattern) => pattern.test(id));
}

/**
 * True for a file that the package manager installed.
 *
 * @example
 * isInPackage('/app/node_modules/openai/index.mjs'); // true
 */
export function isInPackage(id: string): boolean {
  return packageIds.test(id);
}

/** A filter in the form that hosts evaluate by themselves, before the plugin is called. */
export interface TransformFilter {
  id: { include: RegExp[]; exclude: RegExp[] };
  code?: RegExp;
}

/** Files with what may be a mark, or all source files when there are rules: a rule reaches functions without any mark. */
export function transformFilter(hasRules: boolean): TransformFilter {
  const id = { include: [...sourceIds], exclude: [...generatedIds] };
  return hasRules ? { id } : { id, code: markLike };
}
