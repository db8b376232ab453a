import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';

import type { Project } from '@bud/project';
import { linesOf } from '@bud/transform';

import { toMessage, type BuildResult, type EsbuildBuild, type EsbuildMessage } from '../report/esbuild.ts';
import { pluginName } from './plugins-before.ts';

/** Looks through the inputs of a build for those that plugins in front have taken; each is reported once. */
type TakenFiles = (result: BuildResult, project: Project, seen: ReadonlySet<string>) => readonly EsbuildMessage[];

/**
 * esbuild gives a file to the first plugin that returns its contents, and tells the others nothing of it. Only its list of
 * inputs has them all, which is asked for where there is a plugin in front.
 */
export function findTakenFiles(
  { initialOptions }: EsbuildBuild,
  folder: string,
  isSource: (path: string) => boolean,
): TakenFiles {
  const names = (initialOptions.plugins ?? []).map(({ name }) => name);
  const inFront = names.slice(0, Math.max(0, names.indexOf(pluginName)));
  if (inFront.length === 0) return () => [];
  const isListed = initialOptions.metafile === true;
  initialOptions.metafile = true;
  const said = new Set<string>();
  return (result, project, seen) => {
    const inputs = Object.entries(result.metafile?.inputs ?? {});
    // Nobody else asked for it.
    if (!isListed) Reflect.deleteProperty(result, 'metafile');
    return inputs.flatMap(([name, { with: attributes, imports }]) => {
      const path = resolve(folder, name);
      if (seen.has(path) || said.has(path) || attributes?.['type'] !== undefined) return [];
      // The plugin in front has had it instrumented.
      if (imports.some((each) => (each.original ?? each.path) === project.options.runtime)) return [];
      if (!isSource(path) || !project.compiler.accepts(path) || !existsSync(path)) return [];
      said.add(path);
      return messagesOf(path, relative(folder, path), inFront, project);
    });
  };
}

function messagesOf(
  path: string,
  shown: string,
  inFront: readonly string[],
  { compiler }: Project,
): readonly EsbuildMessage[] {
  const code = readFileSync(path, 'utf8');
  const [first] = compiler.plan(code, path, 'esm').functions;
  if (first === undefined) return [];
  const start = linesOf(code).offset(first.site);
  const finding = {
    code: 'BUD407' as const,
    message: `${first.site.function} is not tracked: a plugin in front of Bud Track loads this file`,
    remedy: `Put Bud Track before ${inFront.join(', ')}, or have what is loaded instrumented there.`,
    start,
    end: start + 1,
  };
  return compiler.locate([finding], code, path).map((problem) => toMessage(problem, code, shown));
}
