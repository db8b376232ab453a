import { readFile } from 'node:fs/promises';
import { dirname, extname, relative } from 'node:path';

import { chainInputMap, headline, missingRuntimeProblem, type Options } from '@bud/project';
import type { Problem } from '@bud/transform';
import type { UnpluginOptions } from 'unplugin';

import { openProject, type OpenProject } from '../open-project.ts';

type EsbuildHooks = NonNullable<UnpluginOptions['esbuild']>;
type Build = Parameters<NonNullable<EsbuildHooks['setup']>>[0];
type Loaded = NonNullable<Awaited<ReturnType<Parameters<Build['onLoad']>[1]>>>;
type Message = NonNullable<Loaded['warnings']>[number];
type Loader = NonNullable<Loaded['loader']>;

/** esbuild's own loaders, for files whose extension the user gave no other. */
const loaders: Readonly<Record<string, Loader>> = {
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
export function esbuildHooks(given: Options): EsbuildHooks {
  return {
    setup(build) {
      const folder = build.initialOptions.absWorkingDir ?? process.cwd();
      const open = (): OpenProject => openProject(given, folder, keepsClassNames(build));
      let project = open();
      const seen = new Set<string>();
      const checkRuntime = runtimeCheck(build);
      const reportAtEnd = endReport(
        build,
        () => project.compiler.unmatchedRules(seen),
        () => project.options.strict,
      );
      let isFirst = true;
      build.onStart(() => {
        // A later build of the same context: the configuration may have changed since.
        if (!isFirst) project = open();
        isFirst = false;
      });

      build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, async ({ path, suffix, with: attributes }) => {
        const { compiler, options } = project;
        // `import text from '../a.ts' with { type: 'text' }` is no source.
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
function keepsClassNames({ initialOptions: { bundle, keepNames, target } }: Build): boolean {
  return keepNames === true || (bundle !== true && (target === undefined || target === 'esnext'));
}

/** Asks once per build whether esbuild can resolve the runtime from the first file that needs it. */
function runtimeCheck(build: Build): (runtime: string, importer: string) => Promise<readonly Message[]> {
  let isChecked = false;
  build.onStart(() => {
    isChecked = false;
  });
  return async (runtime, importer) => {
    if (isChecked) return [];
    isChecked = true;
    const kind = 'import-statement';
    const { errors } = await build.resolve(runtime, { importer, resolveDir: dirname(importer), kind });
    return errors.length === 0 ? [] : [toMessage(missingRuntimeProblem(runtime), '', '')];
  };
}

/** Reports at the end of a build what was collected in it, and once the rules that reached nothing. */
function endReport(
  build: Build,
  unmatchedRules: () => readonly Problem[],
  isStrict: () => boolean,
): (messages: readonly Message[]) => void {
  const collected: Message[] = [];
  let areRulesReported = false;
  build.onEnd(async ({ errors: failures }) => {
    const warnings = collected.splice(0);
    const errors: Message[] = [];
    // esbuild does not tell whether it watches: rules are looked at after the first build that succeeds.
    if (!areRulesReported && failures.length === 0) {
      areRulesReported = true;
      (isStrict() ? errors : warnings).push(...unmatchedRules().map((problem) => toMessage(problem, '', '')));
    }
    await print(build, warnings, 'warning');
    await print(build, errors, 'error');
    return { warnings, errors };
  });
  return (messages) => void collected.push(...messages);
}

/** esbuild puts what `onEnd` returns into the result and prints none of it. */
async function print(
  { esbuild, initialOptions }: Build,
  messages: Message[],
  kind: 'error' | 'warning',
): Promise<void> {
  const { logLevel = 'warning', color = process.stderr.isTTY } = initialOptions;
  if (messages.length === 0 || logLevel === 'silent' || (kind === 'warning' && logLevel === 'error')) return;
  const texts = await esbuild.formatMessages(messages, { kind, color });
  process.stderr.write(texts.join(''));
}

function toMessage(problem: Problem, code: string, file: string): Message {
  const message = { id: problem.code, text: headline(problem) };
  if (file === '') return message;
  const lineText = code.split(/\r\n|[\n\r\u2028\u2029]/)[problem.line - 1] ?? '';
  const before = lineText.slice(0, problem.column - 1);
  const marked = lineText.slice(before.length, before.length + problem.end - problem.start);
  // esbuild counts columns and lengths in UTF-8 bytes, from 0.
  const [column, length] = [Buffer.byteLength(before), Buffer.byteLength(marked)];
  return { ...message, location: { file, line: problem.line, column, length, lineText } };
}
