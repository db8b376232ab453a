import { stripVTControlCharacters } from 'node:util';

import {
  createFileCompiler,
  type FileCompiler,
  missingRuntimeProblem,
  type ModuleKind,
  type ProjectOptions,
  transformFilter,
} from '@bud/project';
import type { NativeBuildContext, UnpluginOptions } from 'unplugin';

import { dependCacheOn } from './webpack-cache.ts';
import { reportInCompilation, reportInModule, type WebpackLike } from './webpack-report.ts';

/** The module types that tell how a file is loaded; `javascript/auto` leaves it to the syntax. */
const moduleKinds: Readonly<Record<string, ModuleKind>> = {
  'javascript/esm': 'esm',
  'javascript/dynamic': 'commonjs',
};

/** What webpack and Rspack agree on in a compiler, as far as it is used here. */
interface Host {
  readonly context: string;
  readonly watchMode: boolean;
  readonly options: { cache?: unknown };
}

/** Hooks for webpack and Rspack: a loader that runs first, and one look at the whole build at its end. */
export function webpackHooks(
  options: ProjectOptions,
): Pick<UnpluginOptions, 'transform' | 'buildEnd' | 'webpack' | 'rspack'> {
  let host: Host | undefined;
  let compiler: FileCompiler | undefined;
  const install = (installed: Host): void => {
    host = installed;
    compiler = createFileCompiler(options, installed.context);
    dependCacheOn(options, installed.options);
  };

  return {
    webpack: install,
    rspack: install,
    transform: {
      filter: transformFilter(options.rules.length > 0),
      handler(code, id) {
        const native = nativeOf(this.getNativeBuildContext?.());
        if (compiler?.accepts(id) !== true || native === null) return null;
        const result = compiler.compile(code, id, moduleKinds[native.loaderContext?._module?.type ?? '']);
        for (const problem of result.problems) reportInModule(native, problem, options.strict);
        return result.changed ? { code: result.code, map: result.map } : null;
      },
    },
    buildEnd() {
      const native = nativeOf(this.getNativeBuildContext?.());
      if (compiler === undefined || native?.compilation === undefined) return;
      const { modules, errors } = native.compilation;
      // Rspack colours what it says where the terminal takes colours.
      const messages = [...errors].map(({ message }) => stripVTControlCharacters(message));
      if (messages.some((message) => isUnresolved(message, options.runtime))) {
        reportInCompilation(native, missingRuntimeProblem(options.runtime), options.strict);
      }
      // While watching, or after an error, a build sees only a part of the modules.
      if (host?.watchMode === true || messages.length > 0 || options.rules.length === 0) return;
      for (const problem of compiler.unmatchedRules(resourcesOf(modules))) {
        reportInCompilation(native, problem, options.strict);
      }
    },
  };
}

function nativeOf(native: NativeBuildContext | undefined): WebpackLike | null {
  return native?.framework === 'webpack' || native?.framework === 'rspack' ? native : null;
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
