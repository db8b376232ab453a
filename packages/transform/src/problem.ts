import { linesOf, type Lines } from './language/lines.ts';
import type { ParseError } from './language/parse.ts';

/** Something wrong with a mark, a rule or a file, reported at build time; the program is built all the same. */
export interface Problem {
  readonly code: ProblemCode;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do about it, in one sentence. */
  readonly remedy: string;
  /** Project-relative; empty when the problem is one of the configuration. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** UTF-16 offsets of the code that the problem is about. */
  readonly start: number;
  readonly end: number;
  /** The lines around it, with carets under what it is about. */
  readonly frame: string;
}

/** Every problem there is. A code never changes its meaning and is never given again. */
export const problemCodes = {
  BUD001: 'the file cannot be parsed',
  BUD002: 'the instrumented file would not parse',
  BUD003: 'the file is not valid UTF-8',
  BUD101: 'a mark attaches to nothing',
  BUD102: 'a mark is malformed',
  BUD103: 'a mark reaches several functions',
  BUD104: 'unknown key',
  BUD105: 'bad value',
  BUD106: '`ignore` or `only` names something that is not a parameter',
  BUD107: '`aggregate` names nothing in scope',
  BUD108: '`message` names something that is not a parameter',
  BUD109: 'a class mark reaches no method',
  BUD110: 'a file switch comes after the first statement',
  BUD111: 'a mark contradicts or repeats itself',
  BUD112: 'a type is one letter away from a known one',
  BUD201: 'a rule matches no file',
  BUD202: 'a rule matches no function',
  BUD203: 'a selected type matches no function',
  BUD204: 'an option cannot be used',
  BUD205: 'calls of a library are not tracked',
  BUD301: 'a generator cannot be tracked here',
  BUD302: 'the parameters cannot be passed on',
  BUD303: 'the function is inside a `with` statement',
  BUD304: 'the file declares its own `require`',
  BUD305: 'a TypeScript constructor initializes fields after `super()`',
  BUD306: 'the code of the function runs elsewhere',
  BUD307: 'the function runs before imports',
  BUD308: "tracking a component or hook in full would keep React's compiler from it",
  BUD309: 'the constructor becomes a function that misses `super()`',
  BUD310: 'the tracked function would have another type',
  BUD401: 'the runtime cannot be found',
  BUD402: 'a mark was dropped before the compiler saw it',
  BUD403: 'the runtime cannot be loaded in the module format',
  BUD404: 'the source map that a file came with cannot be read',
  BUD405: 'a script of a component is left alone',
  BUD406: 'the host runs the file as it is on disk',
  BUD407: 'another plugin has loaded the file',
  BUD408: 'nothing in the files asks for tracking',
  BUD409: 'another transformer has rebuilt a function',
} as const;

/** `BUD001` and all others; {@link problemCodes} says what they mean. */
export type ProblemCode = keyof typeof problemCodes;

/** A problem before it is located in its file. */
export interface Finding {
  readonly code: ProblemCode;
  readonly message: string;
  readonly remedy: string;
  readonly start: number;
  readonly end: number;
}

/** What has problems, before these are located in their file. */
export type Unlocated<T extends { readonly problems: readonly Problem[] }> = Omit<T, 'problems'> & {
  readonly findings: readonly Finding[];
};

export function cannotParse({ message, start, end }: ParseError): Finding {
  const remedy = 'Nothing in this file is tracked until it parses.';
  return { code: 'BUD001', message: `cannot parse: ${message}`, remedy, start, end };
}

export function wouldNotParse({ message }: ParseError): Finding {
  return {
    code: 'BUD002',
    message: `the instrumented file would not parse: ${message}`,
    remedy: 'The file is left as it is. Please report this, and attach the file.',
    start: 0,
    end: 0,
  };
}

/** Turns what the stages found into problems, once, when all of them are through. */
export function locate<T>(
  { findings, ...rest }: T & { readonly findings: readonly Finding[] },
  code: string,
  file: string,
): Omit<T, 'findings'> & { readonly problems: readonly Problem[] } {
  return { ...rest, problems: locateProblems(findings, code, file) };
}

/** Gives findings their file, line, column and code frame, in source order. */
export function locateProblems(findings: readonly Finding[], code: string, file: string): readonly Problem[] {
  if (findings.length === 0) return [];
  const lines = linesOf(code);
  return findings
    .toSorted((a, b) => a.start - b.start)
    .map((finding) => {
      const { line, column } = lines.at(finding.start);
      return { ...finding, file, line, column, frame: frameOf(lines, finding) };
    });
}

/**
 * One problem as a person reads it: what, where, what to do, and the code.
 *
 * @example
 * for (const problem of instrument(code, file).problems) console.warn(formatProblem(problem));
 * // BUD104 src/pay.ts:12:4 unknown key "typ" in @track. Did you mean "type"?
 */
export function formatProblem(problem: Problem): string {
  const location = problem.file === '' ? '' : ` ${problem.file}:${problem.line}:${problem.column}`;
  const head = `${problem.code}${location} ${problem.message}. ${problem.remedy}`;
  return problem.frame === '' ? head : `${head}\n${problem.frame}`;
}

const contextLines = 2;
/** A minified line would fill the terminal: show this much around the column. */
const maxWidth = 100;

function frameOf(lines: Lines, { start, end }: Finding): string {
  const { line, column } = lines.at(start);
  const last = lines.at(Math.max(start, end - 1));
  const from = Math.max(1, line - contextLines);
  const to = Math.min(lines.count, line + contextLines);
  const gutter = String(to).length;
  const cut = column > maxWidth - 20 ? column - 20 : 0;
  const frame: string[] = [];
  for (let number = from; number <= to; number++) {
    const text = lines
      .line(number)
      .slice(cut, cut + maxWidth)
      .replaceAll('\t', ' ');
    frame.push(`${number === line ? '>' : ' '} ${String(number).padStart(gutter)} | ${text}`.trimEnd());
    if (number !== line) continue;
    const width = last.line === line ? last.column - column + 1 : text.length - (column - 1 - cut);
    const carets = '^'.repeat(Math.max(1, Math.min(width, text.length - (column - 1 - cut))));
    frame.push(`  ${' '.repeat(gutter)} | ${' '.repeat(column - 1 - cut)}${carets}`);
  }
  return frame.join('\n');
}
