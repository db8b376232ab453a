import type ts from 'typescript';

/**
 * Keeps the import of a name that only emitted code uses, such as an aggregator: TypeScript leaves out what its checker has
 * not seen used as a value. `scope` is where the name will be used.
 */
export function keepImport(name: string, scope: ts.Node, program: ts.Program, typescript: typeof ts): void {
  const [statement] = typescript.createSourceFile(
    'use.ts',
    `${name};`,
    typescript.ScriptTarget.ESNext,
    true,
  ).statements;
  if (statement === undefined || !typescript.isExpressionStatement(statement)) return;
  const located: { parent: ts.Node } = statement;
  located.parent = scope;
  const checker = program.getTypeChecker();
  const symbol = checker.getSymbolAtLocation(statement.expression);
  if (symbol === undefined || (symbol.flags & typescript.SymbolFlags.Alias) === 0) return;
  // Asking for the type of a name is a use of it.
  checker.getTypeAtLocation(statement.expression);
}
