import { readdirSync, readFileSync, realpathSync, type Dirent } from 'node:fs';
import { extname, join } from 'node:path';

import { createRuntimeCheck, type Project } from '@bud/project';
import type { Problem } from '@bud/transform';

import { reportPlainly } from '../report/plain.ts';

interface BunContents {
  readonly contents: string;
  readonly loader: string;
}

/** Bun's plugin interface while a program runs, as far as it is used here. */
export interface BunRun {
  onLoad(constraints: { readonly filter: RegExp }, load: (file: { readonly path: string }) => BunContents): unknown;
}

/** Bun does not say here which loader a file would get. */
const loaders: Readonly<Record<string, string>> = { '.ts': 'ts', '.mts': 'ts', '.cts': 'ts', '.tsx': 'tsx' };

/**
 * Hooks for `bun run` and `bun test` with a preload.
 *
 * There `onLoad` may give no file back to Bun, and CommonJS that it has touched loses its exports. So the files that have
 * something to track are looked for when the program starts, in the project and in the packages that are linked into
 * it; all others are never asked for.
 */
export function bunPreload(build: BunRun, { compiler, options, problems: known }: Project): void {
  const { root } = options;
  const paths: string[] = [];
  const problems: Problem[] = [...known];
  const seen: string[] = [];
  for (const path of [root, ...linkedPackages(root)].flatMap((folder) => [...filesIn(folder)])) {
    if (!compiler.accepts(path)) continue;
    seen.push(path);
    const code = readFileSync(path, 'utf8');
    const { functions, gate, problems: found } = compiler.plan(code, path, 'esm');
    problems.push(...found);
    const [first] = functions;
    if (first === undefined) continue;
    if (gate.isModule) paths.push(path);
    else problems.push(...compiler.locate([commonJs(first.body[0])], code, path));
  }
  problems.push(...compiler.unmatched(seen));
  const [first] = paths;
  if (first !== undefined) problems.push(...createRuntimeCheck()(options.runtime, first));
  reportPlainly(problems, options.strict);
  if (first === undefined) return;
  // Not asynchronous: what loads so cannot be required.
  build.onLoad({ filter: filterOf(paths) }, ({ path }) => ({
    contents: compiler.compile(readFileSync(path, 'utf8'), path, 'esm').code,
    loader: loaders[extname(path)] ?? 'jsx',
  }));
}

function commonJs(start: number): Parameters<Project['compiler']['locate']>[0][number] {
  return {
    code: 'BUD406',
    message: 'this file is CommonJS, which Bun runs as it is on disk',
    remedy: 'Make it an ECMAScript module, or track it in a build with `Bun.build`.',
    start,
    end: start + 1,
  };
}

function filterOf(paths: readonly string[]): RegExp {
  return new RegExp(`^(?:${paths.map((path) => path.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})$`);
}

function* filesIn(folder: string): Generator<string> {
  for (const entry of entriesOf(folder)) {
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (entry.isFile()) yield path;
  }
}

/** Packages of the same workspace, which are files of the project's own reached through a link; Bud Track's have no marks. */
function linkedPackages(root: string): readonly string[] {
  const modules = join(root, 'node_modules');
  const entries = entriesOf(modules).flatMap((entry) =>
    entry.name.startsWith('@')
      ? entriesOf(join(modules, entry.name)).map((inner) => ({ inner, scope: entry.name }))
      : [{ inner: entry, scope: '' }],
  );
  return entries
    .filter(({ inner, scope }) => inner.isSymbolicLink() && scope !== '@bud')
    .map(({ inner, scope }) => realpathSync(join(modules, scope, inner.name)))
    .filter((path) => !/[\\/]node_modules[\\/]/.test(path) && !root.startsWith(path));
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // It does not exist, or may not be read: then the program cannot load from it either.
    return [];
  }
}
