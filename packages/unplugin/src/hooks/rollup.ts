import type { Project, ProjectOpener, Suspect } from '@bud/project';

import { moduleHooks, type ModuleHooks } from './module.ts';
import { pluginsBefore } from './plugins-before.ts';
import type { Printed } from '../report/rollup.ts';

/** What Rollup and Rolldown agree on in the `this` of the hook that sees the options. */
interface OptionsContext {
  readonly meta: { readonly watchMode?: boolean };
}

interface Input {
  /** Rolldown's; Rollup has none. */
  readonly cwd?: string;
  /** Nested lists, promises and gaps are allowed. */
  readonly plugins?: unknown;
}

interface RollupHooks extends ModuleHooks {
  options(this: OptionsContext, input: Input): null;
  shouldTransformCachedModule(): boolean;
}

/** Hooks for Rollup, and for Rolldown with `prints: 'message'`. */
export function rollupHooks(open: ProjectOpener, prints: Printed): RollupHooks {
  let project: Project | undefined;
  let isWatching = false;
  let isEverythingStale = false;
  let suspects: readonly Suspect[] = [];
  const current = (): Project => (project ??= open(process.cwd()));
  const hooks = moduleHooks({
    prints,
    project: current,
    reopen: () => void (project = open(current().folder)),
    suspects: () => suspects,
    isWatching: () => isWatching,
  });
  return {
    ...hooks,
    options({ cwd = process.cwd(), plugins }) {
      isWatching = this.meta.watchMode === true;
      suspects = pluginsBefore(plugins);
      project = open(cwd);
      return null;
    },
    watchChange(id) {
      isEverythingStale ||= id === current().options.configFile;
      hooks.watchChange(id);
    },
    // Rollup keeps what it transformed; other options make other code of the same source.
    shouldTransformCachedModule: () => isEverythingStale,
    buildEnd(error) {
      isEverythingStale = false;
      hooks.buildEnd.call(this, error);
    },
  };
}
