/**
 * What happens to a source before SWC sees it:
 *
 *   options ─▶ @bud/project        the opened project, once per object of options
 *   source  ─▶ instrument-input    marks and rules become call sites; what is left to do with SWC's output
 *     problems                     given back; warnings of the process in Node and Jest; thrown when strict
 */
import { resolve } from 'node:path';

import { newProblemsOf, openProjectOnce, ProblemsError, type Options } from '@bud/project';
import type { ModuleKind, Problem } from '@bud/transform';

import { earlierMapOf, withChainedMap } from '../compile/output-map.ts';
import type { Options as SwcOptions, Output, Program } from '../compile/swc.ts';

/** SWC's own options, and what is tracked. */
export interface TransformOptions extends SwcOptions {
  /** The compiler's options; those of the project's configuration file where they say nothing. */
  readonly track?: Options | undefined;
}

/** What SWC is given, what was found on the way, and what is left to do with SWC's output. */
interface SwcInput {
  readonly source: string | Program;
  readonly options: SwcOptions;
  readonly problems: readonly Problem[];
  finish(output: Output): Output;
}

const asItIs = (output: Output): Output => output;

/** Tracks a source before SWC sees it. What holds nothing to track reaches SWC as the caller wrote it, options included. */
export function instrumentInput(source: string | Program, { track, ...options }: TransformOptions): SwcInput {
  const root = options.root ?? options.cwd ?? process.cwd();
  const project = openProjectOnce(track, root, process.env['BUD_TRACK'], { keepsClassNames: keepsNames(options) });
  const { options: tracking, compiler } = project;
  const id = idOf(options);
  if (typeof source !== 'string' || tracking.mode === 'off' || !compiler.accepts(id)) {
    return { source, options, problems: [], finish: asItIs };
  }
  const { changed, code, map, problems: found } = compiler.compile(source, id, kindOfInput(options));
  const problems = [...newProblemsOf(project), ...found];
  if (problems.length > 0 && tracking.strict) throw new ProblemsError(problems);
  if (!changed) return { source, options, problems, finish: asItIs };
  const earlier = earlierMapOf(source, options.filename ?? '', options.inputSourceMap);
  return {
    source: code,
    options: { ...options, inputSourceMap: false },
    problems,
    finish: (output) => withChainedMap(output, map, earlier),
  };
}

/**
 * The file as the compiler names it: absolute, and with the language that the parser's options speak of where the
 * extension does not tell or says otherwise.
 */
function idOf({ filename, cwd = process.cwd(), jsc }: SwcOptions): string {
  const path = filename === undefined ? 'anonymous' : resolve(cwd, filename);
  const { parser = { syntax: 'ecmascript' } } = jsc ?? {};
  const isTypeScript = parser.syntax === 'typescript';
  if (/\.[cm]?tsx?$/.test(path) || (/\.[cm]?jsx?$/.test(path) && !isTypeScript)) return path;
  return `${path}?lang.${isTypeScript ? (parser.tsx === true ? 'tsx' : 'ts') : 'jsx'}`;
}

/** SWC takes a source without `import` and `export` for a module, unless it is told otherwise. */
function kindOfInput({ isModule = true }: SwcOptions): ModuleKind {
  return isModule === true ? 'esm' : 'commonjs';
}

const targetsWithClassFields: readonly unknown[] = ['es2022', 'es2023', 'es2024', 'esnext'];

/** Where SWC lowers classes, one that mentions itself may become `class _Agent`, and so does its `name`. */
function keepsNames({ jsc }: SwcOptions): boolean {
  return jsc?.keepClassNames === true || targetsWithClassFields.includes(jsc?.target);
}
