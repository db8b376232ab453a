/**
 * What is tracked in a program:
 *
 *   an entry of compilerOptions.plugins ─▶ plugin-options    without what ts-patch reads of it
 *     └─▶ tracked-program ─ the project of tsconfig.json ─▶ a plan for each file, when it is asked for
 *           └─▶ emit-format    what the file is emitted as, and so how it loads the gate
 *   all files ─▶ rules and types that reached nothing, a runtime that is missing
 */
import {
  ConfigError,
  configurationProblem,
  isResolvableFrom,
  missingRuntimeProblem,
  openProject,
  type HostOutput,
  type Project,
} from '@bud/project';
import { OptionsError, type ModulePlan, type Problem } from '@bud/transform';
import type ts from 'typescript';

import { emitFormatOf, type EmitFormat } from './emit-format.ts';
import { ownOptions, type PluginOptions } from './plugin-options.ts';

/** A program and what is tracked in it. */
export interface TrackedProgram {
  /** The problems of files fail the build. */
  readonly isStrict: boolean;
  /** The options cannot be used: nothing is tracked, and the build fails. */
  readonly mistake: Problem | null;
  /** The files that the program was given to compile, not those it only reads types from. */
  readonly files: readonly ts.SourceFile[];
  planOf(file: ts.SourceFile): ModulePlan;
  /** What no single file can tell: rules and selected types that reached nothing, a runtime that is not there. Plans every file. */
  configurationProblems(): readonly Problem[];
}

/** Reads the options of a program; the folder of its `tsconfig.json` is the root that paths are relative to. */
export function trackProgram(program: ts.Program, entry: PluginOptions, typescript: typeof ts): TrackedProgram {
  const project = openTrackedProject(entry, rootOf(program), outputOf(program, typescript));
  return 'mistake' in project ? untrackedProgram(project.mistake) : trackFiles(program, project, typescript);
}

/** The folder of the `tsconfig.json`. */
export function rootOf(program: ts.Program): string {
  const { configFilePath } = program.getCompilerOptions();
  const isConfigured = typeof configFilePath === 'string';
  return isConfigured ? configFilePath.slice(0, configFilePath.lastIndexOf('/')) : program.getCurrentDirectory();
}

function openTrackedProject(
  entry: PluginOptions,
  root: string,
  output: HostOutput,
): Project | { readonly mistake: Problem } {
  try {
    const sources = { options: ownOptions(entry), root, selection: process.env['BUD_TRACK'] };
    return openProject(sources, output);
  } catch (error) {
    // TypeScript catches nothing that a transformer throws, and prints where in our code it was.
    return { mistake: configurationMistake(error) };
  }
}

/** What is said of options that cannot be used. */
export function configurationMistake(error: unknown): Problem {
  if (!(error instanceof OptionsError || error instanceof ConfigError)) throw error;
  const message = error.message.replace(/\.$/, '');
  return configurationProblem({ code: 'BUD204', message, remedy: 'The guide to options lists them.' });
}

function untrackedProgram(mistake: Problem): TrackedProgram {
  return { isStrict: true, mistake, files: [], planOf: neverPlanned, configurationProblems: () => [] };
}

/** Only the files of a program are asked for, and here are none. */
function neverPlanned(): never {
  throw new Error('no file is tracked');
}

function trackFiles(
  program: ts.Program,
  { options, compiler, problems }: Project,
  typescript: typeof ts,
): TrackedProgram {
  const plans = new Map<ts.SourceFile, ModulePlan>();
  // The root is a real path, so the paths below it have to be real ones as well.
  const idOf = ({ fileName }: ts.SourceFile): string => typescript.sys.realpath?.(fileName) ?? fileName;
  const files = program.getSourceFiles().filter((file) => !file.isDeclarationFile && compiler.accepts(file.fileName));

  const planOf = (file: ts.SourceFile): ModulePlan => {
    const known = plans.get(file);
    if (known !== undefined) return known;
    const format = emitFormatOf(file, program, typescript);
    const plan = compiler.plan(file.text, idOf(file), format ?? undefined);
    const loadable = withFormat(plan, format);
    plans.set(file, loadable);
    return loadable;
  };

  return {
    isStrict: options.strict,
    mistake: null,
    files,
    planOf,
    configurationProblems() {
      const tracked = files.find((file) => planOf(file).functions.length > 0);
      const isMissing = tracked !== undefined && !isResolved(options.runtime, tracked, program, typescript);
      return [
        ...problems,
        ...(isMissing ? [missingRuntimeProblem(options.runtime, tracked.fileName)] : []),
        ...compiler.unmatched(files.map(idOf)),
      ];
    },
  };
}

/** Where no target is set, TypeScript's version decides; then the careful answer does no harm. */
export function outputOf(program: ts.Program, { ScriptTarget, versionMajorMinor }: typeof ts): HostOutput {
  const { target, useDefineForClassFields } = program.getCompilerOptions();
  return {
    keepsFields: target !== undefined && target >= ScriptTarget.ES2022 && useDefineForClassFields !== false,
    // Before version 6 it was ES5.
    keepsClasses: target === undefined ? Number(versionMajorMinor) >= 6 : target >= ScriptTarget.ES2015,
  };
}

/** TypeScript may write `require` for what the file calls a module. */
function withFormat(plan: ModulePlan, format: EmitFormat): ModulePlan {
  if (plan.functions.length === 0) return plan;
  const { gate } = plan;
  return format === null
    ? { ...plan, functions: [], methodAliases: [], aliases: [], problems: [...plan.problems, unloadableProblem(plan)] }
    : { ...plan, gate: { ...gate, isModule: gate.isModule && format === 'esm' } };
}

/** AMD, UMD, System and files without modules: there is no statement that would load the gate in all of them. */
function unloadableProblem({ functions, gate }: ModulePlan): Problem {
  const [first] = functions;
  const { file = '', line = 1, column = 1 } = first?.site ?? {};
  const start = first?.body[0] ?? 0;
  return {
    code: 'BUD403',
    message: `"${gate.runtime}" cannot be loaded in the module format that this file is emitted in`,
    remedy: 'Set "module" to an ECMAScript format or to CommonJS.',
    file,
    line,
    column,
    start,
    end: start + 1,
    frame: '',
  };
}

function isResolved(
  runtime: string,
  { fileName }: ts.SourceFile,
  program: ts.Program,
  { resolveModuleName, sys }: typeof ts,
): boolean {
  const { resolvedModule } = resolveModuleName(runtime, fileName, program.getCompilerOptions(), sys);
  return resolvedModule !== undefined || isResolvableFrom(runtime, fileName);
}
