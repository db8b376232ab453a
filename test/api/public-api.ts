import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const packages = fileURLToPath(new URL('../../packages', import.meta.url));

/** What of a manifest says what users can import. */
interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string | { readonly types?: string }>>;
}

/** The names of the folders of all packages that are published. */
export const published: readonly string[] = readdirSync(packages).filter(
  (name) => existsSync(join(packages, name, 'package.json')) && manifestOf(name).private !== true,
);

/** Everything that users of a package can name, as the declarations it publishes say it; without their comments. */
export function publicApi(name: string): string {
  const manifest = manifestOf(name);
  const entries = Object.entries(manifest.exports ?? {}).flatMap(([path, target]) =>
    typeof target === 'string' || target.types === undefined ? [] : [{ path, types: target.types }],
  );
  const files = entries.map(({ types }) => join(packages, name, types));
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
    skipLibCheck: true,
    noEmit: true,
  });
  const commands = Object.keys(manifest.bin ?? {}).map((command) => `$ ${command}\n`);
  const sections = entries.map(({ path }, index) => {
    const file = files[index] ?? '';
    return `# ${manifest.name}${path.slice(1)}\n\n${exportsOf(program, file).join('\n\n')}\n`;
  });
  return [...commands, ...sections].join('\n');
}

function manifestOf(name: string): Manifest {
  // Proof of the cast: npm reads the same members of its own packages.
  return JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')) as Manifest;
}

function exportsOf(program: ts.Program, file: string): readonly string[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  if (source === undefined) throw new Error(`${file} is not there: npm run build`);
  const module = checker.getSymbolAtLocation(source);
  if (module === undefined) return ['(imported for what it does)'];
  return checker
    .getExportsOfModule(module)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((symbol) => {
      const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      return `${symbol.name}\n${indent((target.declarations ?? []).map(textOf).join('\n'))}`;
    });
}

const printer = ts.createPrinter({ removeComments: true });

/** Of a variable the whole statement, which says `const`. */
function textOf(declaration: ts.Declaration): string {
  const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  return printer.printNode(ts.EmitHint.Unspecified, node, declaration.getSourceFile()).replaceAll('\r\n', '\n');
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
