/**
 * A file that Babel compiles, tracked before any plugin sees it:
 *
 *   Babel parses ─▶ pre ─▶ the project, opened once ─▶ marks and rules become call sites, in the source text
 *                           ├─▶ tracked-code    parsed anew, by Babel's parser, in the place of the first tree
 *                           └─▶ problems: warnings of Node, or thrown when strict
 *                ─▶ presets and plugins, istanbul's and React's compilers among them ─▶ code, and a map to the first source
 *
 * babel.ts is what this asks of Babel. `parserOverride` would be one parse less, but only one plugin of a build may have it, and Metro brings a tree of its own.
 */
import {
  createReporter,
  createRuntimeCheck,
  isSwitchedOff,
  newProblemsOf,
  openProjectOnce,
  type Options,
  type Project,
} from '@bud/project';
import type { ModuleKind, Problem } from '@bud/transform';

import type { BabelApi, BabelFile, BabelPlugin } from './babel.ts';
import { putTrackedCode } from './tracked-code.ts';

const name = '@bud/babel';

/**
 * The plugin for Babel 7 and 8. It goes before all others; options are those of every host. Throws an `OptionsError` or a
 * `ConfigError` when an option cannot be used, and a `ProblemsError` for a file with problems when `strict` is set.
 *
 * @example
 * // babel.config.json
 * { "plugins": [["module:@bud/babel", { "strict": true }]] }
 */
export function budTrack(babel: BabelApi, options: Options): BabelPlugin {
  babel.assertVersion('^7.22.0 || ^8.0.0');
  const selection = babel.cache.using(() => process.env['BUD_TRACK']);
  if (isSwitchedOff(options, selection)) return { name };
  const checkRuntime = createRuntimeCheck();
  const reporters = { warn: createReporter(false), throw: createReporter(true) };
  const report = (problems: readonly Problem[], { options: { strict } }: Project): void =>
    reporters[strict ? 'throw' : 'warn'](problems);

  return {
    name,
    pre(file) {
      const { filename, root } = file.opts;
      const project = openProjectOnce(options, root, selection);
      const { compiler } = project;
      if (typeof filename !== 'string' || !compiler.accepts(filename)) return;
      const compiled = compiler.compile(file.code, filename, kindOfModule(file));
      if (compiled.changed) putTrackedCode(file, compiled, babel);
      const missing = compiled.changed ? checkRuntime(project.options.runtime, filename) : [];
      report([...newProblemsOf(project), ...missing, ...compiled.problems], project);
    },
  };
}

/** Without a word Babel takes every file for a module, also one that only `require`s. */
function kindOfModule({ opts: { sourceType = 'module' } }: BabelFile): ModuleKind | undefined {
  const kinds: Readonly<Record<string, ModuleKind>> = { module: 'esm', script: 'commonjs', commonjs: 'commonjs' };
  return kinds[sourceType];
}
