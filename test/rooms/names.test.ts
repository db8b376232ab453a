import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const packages = fileURLToPath(new URL('../../packages/', import.meta.url));

/** Names that two files declare and export, and why no reader is misled by them. */
const oneMeaning: Readonly<Record<string, string>> = {
  attach: 'puts something where it belongs: a mark on its function, a recorder into a process',
  Body: 'is what of the program runs inside of a span',
  budTrack: 'is what users call the plugin of every host',
  createReporter: 'makes what tells the user something once',
  ERROR_TYPE: 'is the attribute that names the kind of an error',
  guarded: 'runs a part of ours whose error must not reach the program; each counts failures of its own',
  instrument: 'puts tracking into code: of a file in the compiler, around a function at run time',
  isObject: 'admits an object that is no list, in the options of two packages',
  platform: 'is the platform that the program runs on: one file for Node, one for the web',
  resolveOptions: 'is the door of a package, where options are checked once',
  ResolvedOptions: 'is what that door gives',
  startSpan: 'starts a span below another',
  string: 'takes what is a string, and nothing else',
  Uninstrument: 'takes an instrumentation back',
  Usage: 'is what a call of a model has used',
};

test('a name that two files declare and export means the same in both', () => {
  const filesOf = new Map<string, Set<string>>();
  for (const file of readdirSync(packages, { recursive: true, encoding: 'utf8' })) {
    if (!/^[\w-]+\/src\/.+\.tsx?$/.test(file.replaceAll('\\', '/'))) continue;
    for (const declared of declaredIn(file)) {
      filesOf.set(declared, (filesOf.get(declared) ?? new Set()).add(file));
    }
  }
  const twice = [...filesOf].filter(([, files]) => files.size > 1).map(([declared]) => declared);
  expect(twice.toSorted()).toEqual(Object.keys(oneMeaning).toSorted());
});

/** What a file declares and exports. */
function declaredIn(file: string): readonly string[] {
  const source = ts.createSourceFile(file, readFileSync(`${packages}${file}`, 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    if (!ts.canHaveModifiers(statement) || !ts.getModifiers(statement)?.some(isExport)) return [];
    const declarations = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [statement];
    return declarations.flatMap((declaration) =>
      'name' in declaration && declaration.name !== undefined && ts.isIdentifier(declaration.name)
        ? [declaration.name.text]
        : [],
    );
  });
}

const isExport = ({ kind }: ts.Modifier): boolean => kind === ts.SyntaxKind.ExportKeyword;
