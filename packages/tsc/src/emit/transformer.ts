import type { PlannedFunction, Problem } from '@bud/transform';
import type ts from 'typescript';

import { emitTree } from './emit-tree.ts';
import type { TrackedProgram } from '../track/tracked-program.ts';

/** What is told of the files whose JavaScript is about to be emitted. */
export interface EmitReport {
  planned(file: ts.SourceFile): void;
  /** What shows only now: nothing of the file is tracked. */
  lost(file: ts.SourceFile, problem: Problem): void;
}

/** Tracks what TypeScript emits. */
export function transformer(
  tracked: TrackedProgram,
  program: ts.Program,
  typescript: typeof ts,
  report: EmitReport,
): ts.TransformerFactory<ts.SourceFile> {
  const files = new Set(tracked.files);
  return (context) => (file) => {
    // A transformer that ran before may have changed the file: the plan is of what was parsed.
    const parsed = typescript.getOriginalNode(file, typescript.isSourceFile);
    if (!files.has(parsed)) return file;
    report.planned(parsed);
    const plan = tracked.planOf(parsed);
    if (plan.functions.length === 0) return file;
    const result = emitTree(plan, { ts: typescript, program, context, file });
    if ('emitted' in result) return result.emitted;
    const [first] = result.missing;
    if (first !== undefined) report.lost(parsed, rebuiltProblem(first, result.missing));
    return file;
  };
}

/** A node that another transformer has made stands nowhere in the file, so no plan can name it. */
function rebuiltProblem({ site, body }: PlannedFunction, missing: readonly PlannedFunction[]): Problem {
  const names = missing.map((each) => each.site.function).join(', ');
  return {
    code: 'BUD409',
    message: `nothing in this file is tracked, because a transformer in front has rebuilt ${names}`,
    remedy: 'Put "@bud/tsc" before the other transformers in "plugins".',
    file: site.file,
    line: site.line,
    column: site.column,
    start: body[0],
    end: body[0] + 1,
    frame: '',
  };
}
