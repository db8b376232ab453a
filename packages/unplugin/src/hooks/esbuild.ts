import { readFile } from 'node:fs/promises';
import { dirname, extname, relative } from 'node:path';

import { chainInputMap, missingRuntimeProblem, type Project, type ProjectOpener } from '@bud/project';

import {
  endReport,
  toMessage,
  type EsbuildBuild,
  type EsbuildHooks,
  type Loaded,
  type Message,
} from '../report/esbuild.ts';

type LoaderName = NonNullable<Loaded['loader']>;

/** esbuild's own loaders, for files whose extension the user gave no other. */
const loaders: Readonly<Record<string, LoaderName>> = {
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
      const reportAtEnd = endReport(
        build,
        () => [...project.problems, ...project.compiler.unmatched(seen)],
        () => project.options.strict,
      );
      let isFirst = true;
      build.onStart(() => {
        // A later build of the same context: the configuration may have changed since.
        if (!isFirst) project = openAgain();
        isFirst = false;
      });

      build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, async ({ path, suffix, with: attributes }) => {
        const { compiler, options } = project;
        // `import text from './a.ts' with { type: 'text' }` is not source code.
        if (attributes['type'] !== undefined || !compiler.accepts(path + suffix)) return undefined;
        seen.add(path);
        const code = await readFile(path, 'utf8');
        const { changed, code: instrumented, map, problems } = compiler.compile(code, path, 'esm');
        const messages = problems.map((problem) => toMessage(problem, code, relative(folder, path)));
        if (changed) messages.push(...(await checkRuntime(options.runtime, path)));
        if (messages.length > 0 && options.strict) return { errors: messages };
        if (!changed || map === null) {
          // Any result, even one of warnings alone, would keep the file from the next plugin.
          reportAtEnd(messages);
          return undefined;
        }
        const extension = extname(path);
        const chained = Buffer.from(chainInputMap(map.toString(), code, path)).toString('base64');
        return {
          contents: `${instrumented}\n//# sourceMappingURL=data:application/json;base64,${chained}`,
          loader: build.initialOptions.loader?.[extension] ?? loaders[extension] ?? 'default',
          resolveDir: dirname(path),
          warnings: messages,
          watchFiles: options.configFile === undefined ? [] : [options.configFile],
        };
      });
    },
  };
}

/**
 * Without `keepNames`, a bundled or lowered class that mentions itself becomes `class _Agent`, and so does its `name`.
 */
function keepsClassNamesIn({ initialOptions: { bundle, keepNames, target } }: EsbuildBuild): boolean {
  return keepNames === true || (bundle !== true && (target === undefined || target === 'esnext'));
}

/** Asks once per build whether esbuild can resolve the runtime from the first file that needs it. */
function runtimeCheck(build: EsbuildBuild): (runtime: string, importer: string) => Promise<readonly Message[]> {
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
