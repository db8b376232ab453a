import type ts from 'typescript';

import { emitTree } from './emit-tree.ts';
import type { TrackedProgram } from '../track/tracked-program.ts';

/** Tracks what TypeScript emits. `report` is told of each file whose JavaScript is about to be emitted. */
export function transformer(
  tracked: TrackedProgram,
  program: ts.Program,
  typescript: typeof ts,
  report: (file: ts.SourceFile) => void,
): ts.TransformerFactory<ts.SourceFile> {
  const files = new Set(tracked.files);
  return (context) => (file) => {
    // A transformer that ran before may have changed the file: the plan is of what was parsed.
    const parsed = typescript.getOriginalNode(file, typescript.isSourceFile);
    if (!files.has(parsed)) return file;
    report(parsed);
    const plan = tracked.planOf(parsed);
    if (plan.functions.length === 0) return file;
    const emitted = emitTree(file, plan, { ts: typescript, program, context });
    if (emitted === null) throw new Error(`${file.fileName}: a tracked function is not where the compiler saw it`);
    return emitted;
  };
}
