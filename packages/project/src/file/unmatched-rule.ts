import type { Problem, Rule } from '@bud/transform';

import { configurationProblem } from '../problem.ts';

/** The part of a compiled rule that tells which files it is about. */
interface FileRule {
  readonly matchesFile: (path: string) => boolean;
}

/**
 * Rules that did nothing in a build of the files `paths`. A rule whose files came out of a host's cache may have reached
 * functions in an earlier build, so it is not suspected.
 */
export function unmatchedRuleProblems(
  compiled: readonly FileRule[],
  written: readonly Rule[],
  paths: readonly string[],
  reached: ReadonlyMap<string, readonly number[]>,
): readonly Problem[] {
  return compiled.flatMap((rule, index) => {
    const files = paths.filter((path) => rule.matchesFile(path));
    const { files: fileGlobs, functions: nameGlobs } = written[index] ?? {};
    if (files.length === 0) {
      return [ruleProblem('BUD201', `rules[${index}] matches no file: ${show(fileGlobs)}`)];
    }
    const used = files.some((path) => reached.get(path)?.includes(index) ?? true);
    return used ? [] : [ruleProblem('BUD202', `rules[${index}] matches no function: ${show(nameGlobs)}`)];
  });
}

const remedies = {
  BUD201: 'Globs are relative to the project root, and only files that the build reaches can match.',
  BUD202: 'Functions are matched by their qualified names, such as `Class.method` and `outer.inner`.',
} as const;

function ruleProblem(code: keyof typeof remedies, message: string): Problem {
  return configurationProblem({ code, message, remedy: remedies[code] });
}

function show(globs: string | readonly string[] | undefined): string {
  return [globs ?? '*']
    .flat()
    .map((glob) => JSON.stringify(glob))
    .join(', ');
}
