import type { Suspect } from '@bud/project';

/** How hosts name the plugin in messages and in their lists. */
export const pluginName = 'bud-track';

/** What tells of a plugin when it runs. */
interface Plugin {
  readonly name: string;
  readonly load?: unknown;
  readonly transform?: unknown;
}

/** The hosts' own plugins load files as they are. */
const ownPlugins = /^(?:vite|builtin|rolldown|native|commonjs|alias\b)/;

/**
 * The plugins that handle a module's code before Bud Track, which runs first among all but those that load
 * files and those that stand before it and ask to run first as well.
 *
 * Where there is one, Bud Track is called for every module instead of those with a mark. That is one call more for each:
 * a plugin without a filter of its own, as counts here, is called as often.
 */
export function pluginsBefore(listed: unknown): readonly Suspect[] {
  const plugins = [listed].flat(Infinity).filter(isPlugin);
  const own = plugins.findIndex(({ name }) => name === pluginName);
  return plugins
    .filter(({ name, load, transform }, index) => {
      if (index === own || ownPlugins.test(name)) return false;
      return loadsFiles(load) || (index < own && runsFirst(transform));
    })
    .map(({ name, load }) => ({ name, isAlwaysFirst: loadsFiles(load) }));
}

function isPlugin(value: unknown): value is Plugin {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
}

/** False for hooks that are filtered by expressions which source files do not match: virtual modules, most often. */
function loadsFiles(hook: unknown): boolean {
  if (typeof hook !== 'object' || hook === null) return hook !== undefined;
  const { id } = 'filter' in hook ? Object(hook.filter) : { id: undefined };
  const patterns: readonly unknown[] = [id?.include ?? id].flat();
  return !patterns.every((pattern) => pattern instanceof RegExp && !samples.some((sample) => pattern.test(sample)));
}

const samples = ['/src/module.ts', '/src/module.tsx', '/src/module.js', '/src/module.jsx'];

function runsFirst(hook: unknown): boolean {
  return typeof hook === 'object' && hook !== null && 'order' in hook && hook.order === 'pre';
}
