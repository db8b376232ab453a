import { stripVTControlCharacters } from 'node:util';

import {
  checksTypes,
  isAsset,
  missingRuntimeProblem,
  moduleKindOf,
  type Project,
  type ProjectOpener,
  type Suspect,
  transformFilter,
} from '@bud/project';
import type { Instrumented } from '@bud/transform';

import type { NativeBuildContext, UnpluginOptions } from '../unplugin.ts';
import { dependCacheOn } from './persistent-cache.ts';
import { reportInCompilation, reportInModule, type WebpackLike } from '../report/webpack.ts';

/** What webpack and Rspack agree on in a compiler, as far as it is used here. */
interface Host {
  readonly context: string;
  readonly watchMode: boolean;
  readonly options: { cache?: unknown };
}

type Compilation = NonNullable<WebpackLike['compilation']>;

type WebpackHooks = Pick<
  UnpluginOptions,
  'transform' | 'buildStart' | 'watchChange' | 'buildEnd' | 'webpack' | 'rspack'
>;

/** Hooks for webpack and Rspack: a loader that runs first, and one look at the whole build at its end. */
export function webpackHooks(open: ProjectOpener): WebpackHooks {
  let host: Host | undefined;
  let project: Project | undefined;
  const install = (installed: Host): void => {
    host = installed;
    project = open(installed.context);
    dependCacheOn(project.options, installed.options);
  };

  return {
    webpack: install,
    rspack: install,
    transform: {
      // By id alone: a file without a mark may have lost it to a loader before, or get a rule while watching. Read when
      // the first module is made; a loader that does nothing would still change the module's number.
      get filter() {
        const isOffForGood = project?.options.mode === 'off' && host?.watchMode !== true;
        return isOffForGood ? { id: /^$/ } : transformFilter(true);
      },
      handler(code, id) {
        const native = webpackOf(this.getNativeBuildContext?.());
        if (project === undefined || native === null) return null;
        if (project.options.configFile !== undefined) this.addWatchFile(project.options.configFile);
        return trackModule(code, id, native, project);
      },
    },
    buildStart() {
      if (project?.options.configFile !== undefined) this.addWatchFile(project.options.configFile);
    },
    watchChange(id) {
      if (project !== undefined && id === project.options.configFile) project = open(project.folder);
    },
    buildEnd() {
      const native = webpackOf(this.getNativeBuildContext?.());
      if (project === undefined || native?.compilation === undefined) return;
      reportBuild(native, native.compilation, project, host?.watchMode === true);
    },
  };
}

/** `null` for what holds nothing to track. */
function trackModule(
  code: string,
  id: string,
  native: WebpackLike,
  { compiler, options }: Project,
): Pick<Instrumented, 'code' | 'map'> | null {
  const type = native.loaderContext?._module?.type;
  if (!compiler.accepts(id) || isAsset(type)) return null;
  const result = compiler.compile(code, id, moduleKindOf(type), { checksTypes: checksTypes(native.loaderContext) });
  const lost = compiler.lostMarks(code, id, loadersBefore(native));
  for (const problem of [...result.problems, ...lost]) reportInModule(native, problem, options.strict);
  return result.changed ? { code: result.code, map: result.map } : null;
}

/** What only the whole build tells. While watching, or after an error, it sees only a part of the modules. */
function reportBuild(
  native: WebpackLike,
  { modules, errors }: Compilation,
  { compiler, options, problems }: Project,
  isWatching: boolean,
): void {
  // Rspack colors what it says where the terminal takes colors.
  const messages = [...errors].map(({ message }) => stripVTControlCharacters(message));
  const isMissing = messages.some((message) => isUnresolved(message, options.runtime));
  const isPart = isWatching || messages.length > 0;
  const found = [
    ...(isMissing ? [missingRuntimeProblem(options.runtime)] : []),
    ...problems,
    ...(isPart ? [] : compiler.unmatched(resourcesOf(modules))),
  ];
  for (const problem of found) reportInCompilation(native, problem, options.strict);
}

function webpackOf(native: NativeBuildContext | undefined): WebpackLike | null {
  return native?.framework === 'webpack' || native?.framework === 'rspack' ? native : null;
}

/** Loaders run from the last to the first. */
function loadersBefore({ loaderContext }: WebpackLike): readonly Suspect[] {
  if (loaderContext === undefined) return [];
  return loaderContext.loaders
    .slice(loaderContext.loaderIndex + 1)
    .map(({ path }) => ({ name: path, isAlwaysFirst: false }));
}

/** A module made from a file has a resource; one that was concatenated holds the modules it was made of. */
interface HostModule {
  readonly resource?: unknown;
  readonly modules?: Iterable<HostModule>;
}

function resourcesOf(modules: Iterable<object>): readonly string[] {
  return [...modules].flatMap((module: HostModule) => [
    ...(typeof module.resource === 'string' ? [module.resource] : []),
    ...resourcesOf(module.modules ?? []),
  ]);
}

/** Externals and aliases are the host's business; that it could not resolve the runtime is known from its own error. */
function isUnresolved(message: string, runtime: string): boolean {
  return message.includes(`Can't resolve '${runtime}'`);
}
