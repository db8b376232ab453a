/*
 * The language, and nothing of ours: what the stages ask about source text and its tree.
 *
 *   code ─ nesting: can the native parser take it? ─ parse ─┬─ Parsed: program, comments, ES module or CommonJS
 *                                                           └─ Unparsed: the error
 *   syntax: nodes, their children, what is a function     scope, parameter: names and what declares them
 *   key: what a property is called                        lines: offset → line and column
 *   literal: JSON → source text                           constant-string: what an expression of constants is
 */
import { isNestedTooDeeply } from './nesting.ts';
import { parseSync, type Comment, type ParseResult, type Program } from './syntax.ts';

export interface Parsed {
  readonly program: Program;
  readonly comments: readonly Comment[];
  /** True for an ECMAScript module, which gets `import`; false for CommonJS, which gets `require`. */
  readonly isModule: boolean;
  /** It is a module unless something in it refers to what only CommonJS provides. */
  readonly mayBeModule: boolean;
  readonly isTypeScript: boolean;
}

/** `esm-only`: a module whatever is in it, as Node loads `.js` below a `package.json` with `"type": "module"`. */
export type ModuleKind = 'esm' | 'esm-only' | 'commonjs';

/** Why source text is not a program. Offsets are UTF-16. */
export interface ParseError {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** What stands for a tree where the source text cannot be parsed. */
export interface Unparsed {
  readonly error: ParseError;
}

export const tooDeep: ParseError = { message: 'the file is nested too deeply', start: 0, end: 0 };

/** Runs what recurses into a syntax tree; `null` when that is nested deeper than the stack. */
export function withinStack<T>(run: () => T): T | null {
  try {
    return run();
  } catch (error) {
    // The only throw that a program can cause.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

type Language = 'js' | 'jsx' | 'ts' | 'tsx';
type SourceType = 'module' | 'commonjs' | 'unambiguous';

/** By extension: JSX is allowed in plain `.js`, as every bundler does. */
const languages: Readonly<Record<string, Language>> = {
  js: 'jsx',
  cjs: 'jsx',
  mjs: 'jsx',
  jsx: 'jsx',
  ts: 'ts',
  cts: 'ts',
  mts: 'ts',
  tsx: 'tsx',
};

const sourceTypes: Readonly<Record<string, SourceType>> = {
  cjs: 'commonjs',
  cts: 'commonjs',
  mjs: 'module',
  mts: 'module',
};

/**
 * Reads a file's syntax. The extension says how the file loads modules, else `esm-only`, else its syntax does; `module`
 * decides for a file that has neither `import` or `export` nor `require`, `module` or `exports`. Default: CommonJS.
 */
export function parse(code: string, file: string, module: ModuleKind | undefined): Parsed | Unparsed {
  if (isNestedTooDeeply(code)) return { error: tooDeep };
  const extension = extensionOf(file);
  const lang = languages[extension] ?? 'ts';
  const sourceType = sourceTypes[extension] ?? (module === 'esm-only' ? 'module' : 'unambiguous');
  const parsed = parseAs(code, file, lang, sourceType);
  if (!('error' in parsed)) return { ...parsed, mayBeModule: sourceType !== 'commonjs' && module === 'esm' };
  if (sourceType !== 'unambiguous') return parsed;
  // Top-level `return` and the like are fine in CommonJS only.
  const commonJs = parseAs(code, file, lang, 'commonjs');
  return 'error' in commonJs ? parsed : commonJs;
}

/**
 * Does the file load as an ECMAScript module? Its extension says so, or else its syntax. `false` when it does not parse.
 *
 * @example
 * isModule('import type { A } from "./a.ts";', 'src/b.ts'); // true
 */
export function isModule(code: string, file: string): boolean {
  const parsed = parse(code, file, undefined);
  return !('error' in parsed) && parsed.isModule;
}

/** The error for which source text would not parse, without the cost of building its tree. */
export function syntaxErrorOf(code: string, file: string, isModule: boolean): ParseError | null {
  const lang = languages[extensionOf(file)] ?? 'ts';
  const sourceType = isModule ? 'module' : 'commonjs';
  return errorOf(parseSync(file, code, { lang, sourceType }), code);
}

function parseAs(code: string, file: string, lang: Language, sourceType: SourceType): Parsed | Unparsed {
  const result = parseSync(file, code, { lang, sourceType });
  const error = errorOf(result, code);
  if (error !== null) return { error };
  const { program, comments, module } = result;
  return {
    program,
    comments,
    isModule: program.sourceType === 'module' || module.hasModuleSyntax,
    mayBeModule: false,
    isTypeScript: lang === 'ts' || lang === 'tsx',
  };
}

function errorOf({ errors }: ParseResult, code: string): ParseError | null {
  const error = errors.find(({ severity }) => severity === 'Error');
  if (error === undefined) return null;
  const label = error.labels[0];
  const start = Math.min(label?.start ?? 0, code.length);
  return {
    message: error.message,
    start,
    end: Math.max(start, Math.min(label?.end ?? start, code.length)),
  };
}

/** `src/App.vue?vue&type=script&lang.ts` → `ts`; `a.test.ts?v=1` → `ts`. */
function extensionOf(file: string): string {
  const [path, query] = splitQuery(file);
  const fromQuery = /(?:^|[&?])lang[.=]([a-z]+)/.exec(query)?.[1];
  return fromQuery ?? /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
}

/** A bundler's id is a path and often a query; `#` belongs to paths. */
function splitQuery(id: string): readonly [path: string, query: string] {
  const at = id.indexOf('?');
  return at === -1 ? [id, ''] : [id.slice(0, at), id.slice(at)];
}
