import { readFile } from 'node:fs/promises';
import { basename, dirname, relative } from 'node:path';

import {
  chainInputMap,
  missingRuntimeProblem,
  type FileCompiler,
  type Project,
  type ProjectOpener,
} from '@bud/project';

import {
  endReport,
  toMessage,
  type EsbuildBuild,
  type EsbuildHooks,
  type Loaded,
  type EsbuildMessage,
} from '../report/esbuild.ts';
import { findTakenFiles } from './taken-files.ts';

type LoaderName = NonNullable<Loaded['loader']>;

/**
 * Hooks for esbuild, on its own interface: there a file belongs to the first plugin that returns its contents, so a
 * file that has nothing to track must be left to the others.
 */
export function esbuildHooks(open: ProjectOpener): EsbuildHooks {
  return {
    setup(build) {
      const folder = build.initialOptions.absWorkingDir ?? process.cwd();
      const openAgain = (): Project => open(folder, { keepsClassNames: keepsClassNamesIn(build) });
      let project = openAgain();
      const seen = new Set<string>();
      const checkRuntime = runtimeCheck(build);
      const loaderFor = (path: string): LoaderName | null => loaderOf(path, build.initialOptions.loader);
      const takenFiles = findTakenFiles(build, folder, (path) => loaderFor(path) !== null);
      const reportAtEnd = endReport(
        build,
        () => [...project.problems, ...project.compiler.unmatched(seen)],
        (result) => takenFiles(result, project, seen),
        () => project.options.strict,
      );
      onLaterStart(build, () => (project = openAgain()));

      build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, async ({ path, suffix, with: attributes }) => {
        const { compiler, options } = project;
        const loader = loaderFor(path);
        // `import text from './a.ts' with { type: 'text' }` is not source code.
        if (loader === null || attributes['type'] !== undefined || !compiler.accepts(path + suffix)) return undefined;
        seen.add(path);
        const { messages, contents } = await compileFile(path, folder, compiler);
        if (contents !== null) messages.push(...(await checkRuntime(compiler.gateOf(path), path)));
        if (messages.length > 0 && options.strict) return { errors: messages };
        if (contents === null) {
          // Any result, even one of warnings alone, would keep the file from the next plugin.
          reportAtEnd(messages);
          return undefined;
        }
        const watchFiles = options.configFile === undefined ? [] : [options.configFile];
        return { contents, loader, resolveDir: dirname(path), warnings: messages, watchFiles };
      });
    },
  };
}

/** Before each build of a context but its first: the configuration may have changed since. */
function onLaterStart(build: EsbuildBuild, run: () => void): void {
  let isFirst = true;
  build.onStart(() => {
    if (!isFirst) run();
    isFirst = false;
  });
}

/** A file with its map inside, as esbuild reads one; `null` where there is nothing to track. */
async function compileFile(
  path: string,
  folder: string,
  compiler: FileCompiler,
): Promise<{ readonly messages: EsbuildMessage[]; readonly contents: string | null }> {
  const code = await readFile(path, 'utf8');
  const { changed, code: instrumented, map, problems } = compiler.compile(code, path, 'esm');
  const messages = problems.map((problem) => toMessage(problem, code, relative(folder, path)));
  if (!changed || map === null) return { messages, contents: null };
  const chained = Buffer.from(chainInputMap(map.toString(), code, path)).toString('base64');
  const contents = `${instrumented}\n//# sourceMappingURL=data:application/json;base64,${chained}`;
  return { messages, contents };
}

/** esbuild's own loaders of source code. */
const sourceLoaders: Readonly<Record<string, LoaderName>> = {
  '.js': 'js',
  '.cjs': 'js',
  '.mjs': 'js',
  '.jsx': 'jsx',
  '.ts': 'ts',
  '.cts': 'ts',
  '.mts': 'ts',
  '.tsx': 'tsx',
};

/**
 * The loader of a source file: the user's for its extension, the longest one first, else esbuild's own. `null` for what the
 * user has loaded as something else, `{ '.tpl.js': 'text' }`.
 */
function loaderOf(path: string, loader: EsbuildBuild['initialOptions']['loader'] = {}): LoaderName | null {
  const name = basename(path);
  const extensions = [...name.matchAll(/\./g)].map(({ index }) => name.slice(index));
  const chosen = extensions.find((extension) => Object.hasOwn(loader, extension));
  const found = chosen === undefined ? sourceLoaders[extensions.at(-1) ?? ''] : loader[chosen];
  if (found === undefined || found === 'default') return found ?? null;
  return Object.values(sourceLoaders).includes(found) ? found : null;
}

/**
 * Without `keepNames`, a bundled or lowered class that mentions itself becomes `class _Agent`, and so does its `name`.
 */
function keepsClassNamesIn({ initialOptions: { bundle, keepNames, target } }: EsbuildBuild): boolean {
  return keepNames === true || (bundle !== true && (target === undefined || target === 'esnext'));
}

/** Asks once per build whether esbuild can resolve the runtime from the first file that needs it. */
function runtimeCheck(build: EsbuildBuild): (runtime: string, importer: string) => Promise<readonly EsbuildMessage[]> {
  let isChecked = false;
  build.onStart(() => {
    isChecked = false;
  });
  return async (runtime, importer) => {
    if (isChecked) return [];
    isChecked = true;
    const kind = 'import-statement';
    const { errors } = await build.resolve(runtime, { importer, resolveDir: dirname(importer), kind });
    return errors.length === 0 ? [] : [toMessage(missingRuntimeProblem(runtime, importer), '', '')];
  };
}
