/**
 * The hooks of each host: when it knows its root, for each module, at the end of the build.
 *
 *   vite, rollup ─▶ module        what Rollup, Rolldown and Vite share:
 *     buildStart                  the configuration file is watched
 *     transform                   ─▶ component (a script among markup) or the compiler
 *                                 ─▶ marks that plugins-before may have dropped ─▶ is the runtime installed?
 *     watchChange, buildEnd       new options before the next build; rules and types that reached nothing
 *   webpack, farm                 the same for a loader and for Farm; persistent-cache forgets what other options made
 *   esbuild, bun                  read files themselves, as a file belongs to the first plugin that returns it
 *     └─▶ bun-preload             bun run and bun test, which take nothing back
 */
import {
  isResolvableFrom,
  missingRuntimeProblem,
  type Project,
  transformFilter,
  type TransformFilter,
} from '@bud/project';
import type { Instrumented } from '@bud/transform';

import { compileComponent, componentIds, scriptId } from './component.ts';
import { createModuleReporter, type Printed, type ReportContext } from '../report/rollup.ts';

/** What Rollup, Rolldown and Vite agree on in the `this` of a hook, as far as it is used here. */
interface HookContext extends ReportContext {
  readonly meta: { readonly watchMode?: boolean };
  resolve(source: string, importer: string): Promise<object | null>;
  getModuleIds(): Iterable<string>;
  addWatchFile(id: string): void;
}

type Transformed = Pick<Instrumented, 'code'> & { readonly map: NonNullable<Instrumented['map']> };

/** The hooks that the Rollup-like hosts share. */
export interface ModuleHooks {
  buildStart(this: HookContext): void;
  readonly transform: {
    readonly order: 'pre';
    readonly filter: TransformFilter;
    handler(this: HookContext, code: string, id: string): Promise<Transformed | null>;
  };
  watchChange(id: string): void;
  buildEnd(this: HookContext, error?: Error): void;
}

/** What the host does by its own hooks. */
interface HostProject {
  readonly prints: Printed;
  /** The newest project; the host opened one before it transforms anything. */
  readonly project: () => Project;
  /** Reads the configuration again. */
  readonly reopen: () => void;
  /** Plugins that handle a module's code before this one. */
  readonly suspects: () => readonly string[];
  /** True when the configuration may change during the life of the plugin. */
  readonly isWatching: () => boolean;
}

/** The hooks that look at modules, from the first to the last of a build. */
export function moduleHooks({ prints, project, reopen, suspects, isWatching }: HostProject): ModuleHooks {
  const reporter = createModuleReporter(() => project().options.strict, prints);
  let isConfigStale = false;
  let isRuntimeChecked = false;
  const seen = new Set<string>();
  const endedEnvironments = new Set<string>();

  async function checkRuntime(context: HookContext, runtime: string, id: string): Promise<void> {
    if (isRuntimeChecked) return;
    isRuntimeChecked = true;
    const found = await context.resolve(runtime, id);
    if (found === null && !isResolvableFrom(runtime, id)) {
      reporter.report(context, [missingRuntimeProblem(runtime, id)], '');
    }
  }

  return {
    buildStart() {
      if (isConfigStale) reopen();
      isConfigStale = false;
      const { configFile } = project().options;
      if (configFile !== undefined) this.addWatchFile(configFile);
      reporter.report(this, project().problems, '');
    },
    transform: {
      order: 'pre',
      // Read when the host knows the project, not when the plugin is made.
      get filter() {
        const { configFile, rules } = project().options;
        const mayGetRules = configFile !== undefined && isWatching();
        const filter = transformFilter(rules.length > 0 || mayGetRules || suspects().length > 0);
        return { ...filter, id: { ...filter.id, include: [...filter.id.include, componentIds] } };
      },
      async handler(code, id) {
        const { compiler, options } = project();
        const isComponent = componentIds.test(id);
        if (!isComponent && !compiler.accepts(id)) return null;
        const result = isComponent ? compileComponent(compiler, code, id) : compiler.compile(code, id, 'esm');
        if (result === null) return null;
        const { changed, code: instrumented, map, problems } = result;
        const lost = compiler.lostMarks(code, id, suspects());
        reporter.report(this, [...problems, ...lost], id);
        if (!changed || map === null) return null;
        await checkRuntime(this, options.runtime, id);
        return { code: instrumented, map };
      },
    },
    watchChange(id) {
      if (id === project().options.configFile) isConfigStale = true;
      reporter.forget(id);
    },
    buildEnd(error) {
      // While watching, a build sees only what changed.
      if (error !== undefined || this.meta.watchMode === true) return;
      for (const id of this.getModuleIds()) seen.add(scriptId(id));
      endedEnvironments.add(this.environment?.name ?? '');
      const { compiler } = project();
      // Vite's environments end one by one, and what one does not reach may be another's; Vitest has one without files.
      if (isAwaited(this, endedEnvironments) || ![...seen].some((id) => compiler.accepts(id))) return;
      reporter.report(this, compiler.unmatched(seen), '');
      seen.clear();
    },
  };
}

/** Whether the build of an application goes on with other environments. */
function isAwaited({ environment }: HookContext, ended: ReadonlySet<string>): boolean {
  const config = environment?.getTopLevelConfig?.();
  return config?.builder !== undefined && Object.keys(config.environments).some((name) => !ended.has(name));
}
