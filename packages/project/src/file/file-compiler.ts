/**
 * From an id of the host's build to tracked code:
 *
 *   id ─▶ source-id        JavaScript or TypeScript of the project, or of a package that a rule names?
 *      ─▶ ../library       or of a library whose calls are tracked?
 *      ─▶ compile, plan    @bud/transform; what rules reached goes into compiled-files
 *      ─▶ lost-mark        marks that are on disk, and that a step before dropped
 *   loaders of a module ─▶ type-checking             does one of them type-check what is written?
 *   end of the build ─▶ unmatched-rule, unmatched-type    rules and selected types that reached nothing
 */
import { dirname } from 'node:path';

import {
  instrument,
  locateProblems,
  planModule,
  projectPath,
  type Finding,
  type Instrumented,
  type ModuleKind,
  type ModulePlan,
  type Origin,
  type Problem,
  type ResolvedOptions,
} from '@bud/transform';

import { LibraryFiles } from '../library/library-files.ts';
import { CompiledFiles, type CompiledFile } from './compiled-files.ts';
import { lostMarkProblems, originalFileOf, type OriginalFile, type Suspect } from './lost-mark.ts';
import type { ProjectOptions } from '../configuration/resolve-project.ts';
import { dependsOn } from '../package/manifest.ts';
import { unmatchedRuleProblems } from './unmatched-rule.ts';
import { unmatchedTypes } from './unmatched-type.ts';
import { isInPackage, isSource } from './source-id.ts';

/** What a host knows of a single file. */
interface KnownOfFile {
  /** For code that something else has compiled, and that no host maps back. */
  readonly origin?: Origin | undefined;
  /** A compiler type-checks what is written. What the user wrote about it goes before. */
  readonly checksTypes?: boolean;
}

/** The compiler as one host's build uses it: it knows the root, which ids are its business and which rules were used. */
export interface FileCompiler {
  /** False for ids that can hold nothing to track; asked before a file is read. */
  accepts(id: string): boolean;
  compile(code: string, id: string, module: ModuleKind | undefined, known?: KnownOfFile): Instrumented;
  /** The module that a file imports the gate from. */
  gateOf(id: string): string;
  /** Marks that the `original`, else the file on disk, has and that `suspects` dropped from `code`. */
  lostMarks(code: string, id: string, suspects: readonly Suspect[], original?: OriginalFile): readonly Problem[];
  /** What `compile` would write, for hosts that write it themselves. */
  plan(code: string, id: string, module: ModuleKind | undefined): ModulePlan;
  /** What a host itself finds wrong with a file, as problems with file, line and column. */
  locate(findings: readonly Finding[], code: string, id: string): readonly Problem[];
  /** Rules and selected types that reached nothing, given the ids of all modules of the build. */
  unmatched(ids: Iterable<string>): readonly Problem[];
}

/** Makes a compiler for the files of a project whose `root` is a real path. */
export function createFileCompiler(project: ProjectOptions): FileCompiler {
  const { written, selectedBy: _selectedBy, configFile: _configFile, ...options } = project;
  const files = new CompiledFiles();
  const pathOf = (id: string): string => projectPath(id, options.root);
  const libraries = new LibraryFiles(options);
  const isWanted = acceptedIds(project, pathOf);
  const accepts = (id: string): boolean =>
    isWanted(id) || (options.mode === 'on' && libraries.fileOf(id) !== undefined);

  const noting =
    <T extends CompiledFile>(run: (code: string, file: string, own: ResolvedOptions) => T) =>
    (code: string, id: string, module: ModuleKind | undefined, known: KnownOfFile = {}): T => {
      const { origin } = known;
      const own = { ...options, ...checkedTypes(written, id, known), module, origin, library: libraries.fileOf(id) };
      const result = run(code, id.replaceAll('\\', '/'), own);
      files.note(id, origin?.path ?? pathOf(id), result);
      libraries.note(id, result.considered);
      return result;
    };

  return {
    accepts,
    compile: noting(instrument),
    // Whoever emits from a plan works on a tree whose types have been checked.
    plan: noting((code, file, own) => planModule(code, file, { ...own, checksTypes: false })),
    gateOf: (id) => libraries.fileOf(id)?.runtime ?? options.runtime,
    locate: (findings, code, id) => locateProblems(findings, code, pathOf(id)),
    lostMarks(code, id, suspects, given) {
      if (suspects.length === 0) return [];
      const original = given ?? originalFileOf(code, id, options.runtime);
      if (original === null || options.isExcluded(pathOf(original.file))) return [];
      return lostMarkProblems(code, id, original, options, suspects);
    },
    unmatched(ids) {
      if (options.mode === 'off') return [];
      const seen = [...ids].filter((id) => files.rulePaths.has(id) || accepts(id));
      const paths = [...new Set(seen.map((id) => files.rulePaths.get(id) ?? pathOf(id)))];
      return [...unmatchedProblems(project, paths, files), ...libraries.problems()];
    },
  };
}

/** Whether what is written of a file is type-checked, and then whether React's compiler compiles it. */
function checkedTypes(
  { checksTypes: isSaid, compilesReact }: ProjectOptions['written'],
  id: string,
  known: KnownOfFile,
): Pick<ResolvedOptions, 'checksTypes' | 'compilesReact'> {
  const checksTypes = isSaid ?? known.checksTypes ?? false;
  if (!checksTypes) return { checksTypes, compilesReact: false };
  return { checksTypes, compilesReact: compilesReact ?? dependsOn(dirname(id), 'babel-plugin-react-compiler') };
}

/** Rules and selected types that reached nothing of the files with these paths. */
function unmatchedProblems(
  project: ProjectOptions,
  paths: readonly string[],
  files: CompiledFiles,
): readonly Problem[] {
  return [
    ...unmatchedRuleProblems(project.rules, project.written.rules ?? [], paths, files.reached),
    ...unmatchedTypes(project, files.types()),
  ];
}

/** Sources of the project's own, and of packages where a rule names files in packages. */
function acceptedIds(
  { mode, rules, written }: ProjectOptions,
  pathOf: (id: string) => string,
): (id: string) => boolean {
  const packageRules = rules.filter(({ index }) =>
    [written.rules?.[index]?.files ?? []].flat().some((glob) => glob.includes('node_modules')),
  );
  return (id) =>
    mode === 'on' && isSource(id) && (!isInPackage(id) || packageRules.some((rule) => rule.matchesFile(pathOf(id))));
}
