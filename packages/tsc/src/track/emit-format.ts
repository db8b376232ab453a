import type ts from 'typescript';

/** How the output of a file loads modules; `null` for formats that the runtime cannot be loaded in. */
export type EmitFormat = 'esm' | 'commonjs' | null;

/** What TypeScript itself asks before it emits a file. Internal, and the same from 5.6 to the last 6. */
interface FormatSource {
  getEmitModuleFormatOfFile(file: ts.SourceFile): ts.ModuleKind;
}

export function emitFormatOf(file: ts.SourceFile, program: ts.Program, typescript: typeof ts): EmitFormat {
  const { ModuleKind } = typescript;
  const kind = (program as ts.Program & FormatSource).getEmitModuleFormatOfFile(file);
  if (kind === ModuleKind.CommonJS) return 'commonjs';
  // `export =` is preserved as `module.exports =`, which bundlers refuse in a file that imports.
  if (kind === ModuleKind.Preserve && file.statements.some((statement) => isExportEquals(statement, typescript)))
    return 'commonjs';
  return kind >= ModuleKind.ES2015 ? 'esm' : null;
}

function isExportEquals(statement: ts.Statement, { isExportAssignment }: typeof ts): boolean {
  return isExportAssignment(statement) && statement.isExportEquals === true;
}
