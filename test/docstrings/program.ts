import { dirname, relative } from 'node:path';
import { transform } from 'esbuild';
import ts from 'typescript';
import { projectRoot } from '../fixtures/fixture-case.ts';
import type { Example } from './examples.ts';
import { givens } from './givens.ts';

/** Where the programs of examples are: below the packages that they import. */
export const folder = `${projectRoot}/node_modules/.bud/docstrings`;

/** An example as a program: what it takes for granted comes before it, and what it promises is compared. */
export interface ExampleProgram {
  readonly file: string;
  readonly text: string;
}

/** A docstring leaves out what stands in its own file, and what any reader can imagine. */
export function programOf({ source, code }: Example, index: number): ExampleProgram {
  const file = `${folder}/example-${index}.ts`;
  const free = freeNames(code);
  const own = exportsOf(source).filter((name) => free.has(name));
  const from = relative(dirname(file), `${projectRoot}/${source}`);
  const given = givens(source).filter(({ name }) => free.has(name) && !own.includes(name));
  return {
    file,
    text: [
      ...(own.length === 0 ? [] : [`import { ${own.join(', ')} } from '${from}';`]),
      ...given.map(({ text }) => text),
      "import { promised } from './promised.ts';",
      comparePromises(code),
      'export {};',
      'void promised;',
    ].join('\n'),
  };
}

/** The program as JavaScript, with the packages as they are published. */
export async function runnable(text: string): Promise<string> {
  const published = text.replaceAll(/(packages\/\w+)\/src\/(.+)\.ts'/g, "$1/dist/$2.js'").replaceAll(".ts';", ".mjs';");
  const { code } = await transform(published, { loader: 'ts', target: 'es2022' });
  return code;
}

/** Names that the example uses and declares nowhere. */
function freeNames(code: string): ReadonlySet<string> {
  const file = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  const used = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) (isDeclaredBy(node) ? declared : used).add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return new Set([...used].filter((name) => !declared.has(name)));
}

function isDeclaredBy({ parent, text }: ts.Identifier): boolean {
  if (ts.isShorthandPropertyAssignment(parent)) return false;
  const isName = 'name' in parent && (parent.name as ts.Node | undefined)?.getText() === text;
  return isName && !ts.isPropertyAccessExpression(parent) && !ts.isPropertyAssignment(parent);
}

function exportsOf(source: string): readonly string[] {
  const text = ts.sys.readFile(`${projectRoot}/${source}`) ?? '';
  return [...text.matchAll(/^export (?:async )?(?:function\*?|const|class|interface|type) (\w+)/gm)].map(
    ([, name = '']) => name,
  );
}

/** `expression; // value` → `promised(expression, value);` */
function comparePromises(code: string): string {
  return code.replaceAll(
    /^(?!const |export |import |\/\/)(.+); \/\/ (.+)$/gm,
    (line, expression: string, told: string) => {
      const value = [told, told.split(':')[0] ?? ''].find((text) => isExpression(text));
      return value === undefined ? line : `promised(${expression}, ${value});`;
    },
  );
}

function isExpression(text: string): boolean {
  const { diagnostics = [] } = ts.transpileModule(`(${text});`, { reportDiagnostics: true });
  return diagnostics.length === 0;
}
