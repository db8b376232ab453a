/**
 * The hooks of each host: when it knows its root, for each module, at the end of the build.
 *
 *   vite, rollup ─▶ module        what Rollup, Rolldown and Vite share:
 *     buildStart                  the configuration file is watched
 *     transform                   ─▶ component (a script among markup) or the compiler
 *                                 ─▶ marks that plugins-before may have dropped ─▶ is the runtime installed?
 *     watchChange, buildEnd       new options before the next build; rules and types that reached nothing
 *   vite ─▶ viewer-panel          its dev server shows traces, where the project has the viewer
 *   webpack, farm                 the same for a loader and for Farm; persistent-cache forgets what other options made
 *   esbuild, bun                  read files themselves, as a file belongs to the first plugin that returns it
 *     ├─▶ taken-files             … and to which it went before this one was asked
 *     └─▶ bun-preload             bun run and bun test, which take nothing back
 */
import {
  type FileCompiler,
  isResolvableFrom,
  missingRuntimeProblem,
  type Project,
  type Suspect,
  transformFilter,
  type TransformFilter,
} from '@bud/project';
import type { Instrumented, Problem } from '@bud/transform';

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
  readonly suspects: () => readonly Suspect[];
  /** True when the configuration may change during the life of the plugin. */
  readonly isWatching: () => boolean;
}

/** The hooks that look at modules, from the first to the last of a build. */
export function moduleHooks(host: HostProject): ModuleHooks {
  const { project, suspects } = host;
  const reporter = createModuleReporter(() => project().options.strict, host.prints);
  const runtimeProblems = createRuntimeSearch();
  const modulesOf = createModuleCollector();
  const configuration = watchConfiguration(host);
  return {
    buildStart() {
      configuration.reopen();
      const { configFile } = project().options;
      if (configFile !== undefined) this.addWatchFile(configFile);
      reporter.report(this, project().problems, '');
    },
    transform: {
      order: 'pre',
      // Read when the host knows the project, not when the plugin is made.
      get filter() {
        return filterFor(host);
      },
      async handler(code, id) {
        const { compiler } = project();
        const result = compiled(compiler, code, id);
        if (result === null) return null;
        reporter.report(this, [...result.problems, ...compiler.lostMarks(code, id, suspects())], id);
        if (!result.changed || result.map === null) return null;
        reporter.report(this, await runtimeProblems(this, compiler.gateOf(id), id), '');
        return { code: result.code, map: result.map };
      },
    },
    watchChange(id) {
      configuration.changed(id);
      reporter.forget(id);
    },
    buildEnd(error) {
      // While watching, a build sees only what changed.
      if (error !== undefined || this.meta.watchMode === true) return;
      reporter.report(this, unmatchedIn(modulesOf(this), project()), '');
    },
  };
}

/** The project is opened again for the build after its configuration file has changed. */
function watchConfiguration(host: HostProject): { changed(id: string): void; reopen(): void } {
  let isStale = false;
  return {
    changed(id) {
      if (id === host.project().options.configFile) isStale = true;
    },
    reopen() {
      if (isStale) host.reopen();
      isStale = false;
    },
  };
}

/** Vitest has an environment without files, which says nothing of any rule. */
function unmatchedIn(modules: readonly string[], { compiler }: Project): readonly Problem[] {
  return modules.some((id) => compiler.accepts(id)) ? compiler.unmatched(modules) : [];
}

function filterFor({ project, isWatching, suspects }: HostProject): TransformFilter {
  const { configFile, rules, libraries } = project().options;
  const mayGetRules = configFile !== undefined && isWatching();
  const reachesUnmarked = rules.length > 0 || libraries.length > 0;
  const filter = transformFilter(reachesUnmarked || mayGetRules || suspects().length > 0);
  return { ...filter, id: { ...filter.id, include: [...filter.id.include, componentIds] } };
}

/** `null` for what holds nothing to track. */
function compiled(compiler: FileCompiler, code: string, id: string): Instrumented | null {
  if (componentIds.test(id)) return compileComponent(compiler, code, id);
  return compiler.accepts(id) ? compiler.compile(code, id, 'esm') : null;
}

/** Looks once, from the first module that needs it, whether the host or Node can resolve the runtime. */
function createRuntimeSearch(): (context: HookContext, runtime: string, id: string) => Promise<readonly Problem[]> {
  let isOver = false;
  return async (context, runtime, id) => {
    if (isOver) return [];
    isOver = true;
    const found = await context.resolve(runtime, id);
    return found === null && !isResolvableFrom(runtime, id) ? [missingRuntimeProblem(runtime, id)] : [];
  };
}

/**
 * Gathers the modules of a build. Vite's environments end one by one, and what one does not reach may be another's: there
 * are none until the last has ended.
 */
function createModuleCollector(): (context: HookContext) => readonly string[] {
  const seen = new Set<string>();
  const ended = new Set<string>();
  return (context) => {
    for (const id of context.getModuleIds()) seen.add(scriptId(id));
    ended.add(context.environment?.name ?? '');
    if (isAwaited(context, ended)) return [];
    const modules = [...seen];
    seen.clear();
    return modules;
  };
}

/** Whether the build of an application goes on with other environments. */
function isAwaited({ environment }: HookContext, ended: ReadonlySet<string>): boolean {
  const config = environment?.getTopLevelConfig?.();
  return config?.builder !== undefined && Object.keys(config.environments).some((name) => !ended.has(name));
}
