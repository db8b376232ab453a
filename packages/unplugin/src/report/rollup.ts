/**
 * Problems in the words of each host, through its own channel:
 *
 *   rollup     this.warn, this.error: Rollup, Rolldown and Vite, which may build a file twice
 *   webpack    warnings and errors of a module, or of the compilation: webpack and Rspack
 *   esbuild    messages, their locations in UTF-8 bytes, once the build is over
 *   plain      standard error: Bun, Farm
 *   strict     all of them as errors, which fail the build
 */
import { fullMessage, headline } from '@bud/project';
import type { Problem } from '@bud/transform';

/** A message in the words of Rollup. */
interface Log {
  readonly message: string;
  readonly code?: string;
  readonly id?: string;
  readonly loc?: { readonly file: string; readonly line: number; readonly column: number };
  readonly frame?: string;
}

/** The part of a hook's `this` that messages go through. */
export interface ReportContext {
  /** Vite only. */
  readonly environment?: {
    readonly name?: string;
    readonly mode: string;
    getTopLevelConfig?(): {
      readonly builder?: object | undefined;
      readonly environments: Readonly<Record<string, unknown>>;
    };
  };
  warn(log: Log): void;
  error(log: Log): never;
}

/** How much of a log a host prints by itself: Rollup adds location and frame, Rolldown and Vite print the message only. */
export type Printed = 'message' | 'location';

interface ModuleReporter {
  /** Warns about each problem, or fails with all of them. `id` is empty for problems of no file. */
  report(context: ReportContext, problems: readonly Problem[], id: string): void;
  /** The file changed: its problems are said again. */
  forget(id: string): void;
}

export function createModuleReporter(isStrict: () => boolean, prints: Printed): ModuleReporter {
  /** Vite transforms a file once for the client and once for the server; its problems are said once. */
  const reported = new Map<string, string>();
  return {
    report(context, problems, id) {
      if (problems.length === 0) return;
      if (isStrict()) context.error(toError(problems, id));
      const messages = problems.map(fullMessage).join('\n');
      if (reported.get(id) === messages) return;
      reported.set(id, messages);
      const isLocationPrinted = prints === 'location' || context.environment?.mode === 'dev';
      for (const problem of problems) context.warn(toLog(problem, id, isLocationPrinted ? headline : fullMessage));
    },
    forget(id) {
      reported.delete(id);
    },
  };
}

function toLog(problem: Problem, id: string, messageOf: (problem: Problem) => string): Log {
  const { code, file, line, column, frame } = problem;
  if (file === '') return { message: messageOf(problem), code };
  // Rollup counts columns from 0.
  return { message: messageOf(problem), code, id, loc: { file: id, line, column: column - 1 }, frame };
}

/** A host stops at the first error, so one error has to carry all problems of the file. */
function toError(problems: readonly Problem[], id: string): Log {
  const [first, ...more] = problems;
  // Proof: only called with at least one problem.
  const log = toLog(first as Problem, id, headline);
  return more.length === 0 ? log : { ...log, message: problems.map(fullMessage).join('\n\n'), frame: '' };
}
