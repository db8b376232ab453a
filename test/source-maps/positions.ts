import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { BuiltModule } from '../hosts/host.ts';
import { importModule } from '../hosts/import-module.ts';
import type { Project } from '../hosts/project.ts';
import { throwingModule, throwingNames } from './throwing-module.ts';

/** An error and where it was made, 1-based line and 0-based column. */
export interface Position {
  readonly name: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** Where V8 says that the errors were made: at the `new`, or at the call when a minifier dropped the `new`. */
export function positionsInSource(expression: 'new Error' | 'Error'): readonly Position[] {
  const lines = throwingModule.split('\n');
  return throwingNames.map((name) => {
    const line = lines.findIndex((text) => text.includes(`new Error('${name}'`));
    return { name, line: line + 1, column: lines[line]?.indexOf(`${expression}('${name}'`) ?? null };
  });
}

/** Runs the built module: the first frame of each error's stack, through the module's map. */
export async function positionsOfErrors(project: Project, built: BuiltModule): Promise<readonly Position[]> {
  const { run } = await importModule<{ run(): Promise<Error[]> }>(project, built);
  const trace = new TraceMap(built.map ?? '');
  return (await run()).map((error) => originalPosition(error, trace));
}

function originalPosition(error: Error, trace: TraceMap): Position {
  const [, line, column] = /module-\d+\.[cm]js:(\d+):(\d+)/.exec(error.stack ?? '') ?? [];
  const original = originalPositionFor(trace, { line: Number(line), column: Number(column) - 1 });
  if (original.source?.endsWith('src/main.ts') !== true)
    throw new Error(`${error.message} came from ${original.source}`);
  return { name: error.message, line: original.line, column: original.column };
}
