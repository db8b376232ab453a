import { type ProjectOptions, versionOf } from '@bud/project';

/**
 * Makes a persistent cache forget modules that were built with other options or another version of the plugin. The
 * hosts know a module by its loaders' names, not by their options, so they would go on using the old code.
 */
export function dependCacheOn(project: ProjectOptions, hostOptions: { cache?: unknown }): void {
  const { cache } = hostOptions;
  if (typeof cache !== 'object' || cache === null || !('type' in cache) || cache.type === 'memory') return;
  const version = 'version' in cache && typeof cache.version === 'string' ? cache.version : '';
  Object.assign(cache, { version: `${version}|${cacheKey(project)}` });
}

/** Differs where the same file would be compiled to other code. */
export function cacheKey({ written, types }: ProjectOptions): string {
  return `${versionOf(import.meta.url)}|${JSON.stringify([written, types])}`;
}
