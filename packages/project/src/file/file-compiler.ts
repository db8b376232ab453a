import { realpathSync } from 'node:fs';

import {
  instrument,
  placeProblems,
  planModule,
  projectPath,
  type Finding,
  type Instrumented,
  type ModulePlan,
  type Origin,
  type Problem,
  type ResolvedOptions,
} from '@bud/transform';

import { lostMarkProblems, writtenFileOf, type WrittenFile } from './lost-mark.ts';
import type { ProjectOptions } from '../configuration/resolve-project.ts';
import { unmatchedRuleProblems } from './unmatched-rule.ts';
import { isInstalled, isSource } from './source-id.ts';

/** How a host loads a file whose extension and syntax do not tell; `undefined` leaves it to the compiler. */
export type ModuleKind = ResolvedOptions['module'];

/** The compiler as one host's build uses it: it knows the root, which ids are its business and which rules were used. */
export interface FileCompiler {
  /** False for ids that can hold nothing to track; asked before a file's text is read. */
  accepts(id: string): boolean;
  /** `origin`: for text that something else has compiled, and that no host maps back. */
  compile(code: string, id: string, module: ModuleKind, origin?: Origin): Instrumented;
  /** Marks that a file as it was `written`, else as it is on disk, has and that `suspects` dropped from `code`. */
  lostMarks(code: string, id: string, suspects: readonly string[], written?: WrittenFile): readonly Problem[];
  /** What `compile` would write, for hosts that write it themselves. */
  plan(code: string, id: string, module: ModuleKind): ModulePlan;
  /** What a host itself finds wrong with a file, as problems with file, line and column. */
  place(findings: readonly Finding[], code: string, id: string): readonly Problem[];
  /** Rules that reached nothing, given the ids of all modules of the build. */
  unmatchedRules(ids: Iterable<string>): readonly Problem[];
}

/** Makes a compiler for the files of a project. */
export function createFileCompiler(project: ProjectOptions): FileCompiler {
  const { written, ...options } = { ...project, root: realFolder(project.root) };
  /** Per compiled file, the indexes of the rules that reached a function of it. */
  const reached = new Map<string, readonly number[]>();
  /** Of ids that were compiled, the paths that rules were matched against. */
  const rulePaths = new Map<string, string>();
  const pathOf = (id: string): string => projectPath(id, options.root);
  const packageRules = options.rules.filter(({ index }) =>
    [written.rules?.[index]?.files ?? []].flat().some((glob) => glob.includes('node_modules')),
  );

  const accepts = (id: string): boolean =>
    options.mode === 'on' &&
    isSource(id) &&
    (!isInstalled(id) || packageRules.some((rule) => rule.matchesFile(pathOf(id))));

  const noting =
    <T extends Pick<ModulePlan, 'rules' | 'skipped'>>(run: (code: string, file: string, own: ResolvedOptions) => T) =>
    (code: string, id: string, module: ModuleKind, origin?: Origin): T => {
      const result = run(code, id.replaceAll('\\', '/'), { ...options, module, origin });
      const path = origin?.path ?? pathOf(id);
      rulePaths.set(id, path);
      // What an earlier run has instrumented is as if it came out of a cache.
      if (result.skipped !== 'instrumented') reached.set(path, result.rules);
      return result;
    };

  return {
    accepts,
    compile: noting(instrument),
    plan: noting(planModule),
    place: (findings, code, id) => placeProblems(findings, code, pathOf(id)),
    lostMarks(code, id, suspects, original) {
      if (suspects.length === 0) return [];
      const before = original ?? writtenFileOf(code, id, options.runtime);
      if (before === null || options.isExcluded(pathOf(before.file))) return [];
      return lostMarkProblems(code, id, before, options, suspects);
    },
    unmatchedRules(ids) {
      if (options.mode === 'off') return [];
      const paths = [
        ...new Set(
          [...ids].filter((id) => rulePaths.has(id) || accepts(id)).map((id) => rulePaths.get(id) ?? pathOf(id)),
        ),
      ];
      return unmatchedRuleProblems(options.rules, written.rules ?? [], paths, reached);
    },
  };
}

/** Hosts name files by their real path, so the root has to be one as well. */
function realFolder(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    // A folder that does not exist holds no files, whatever it is called.
    return folder;
  }
}
