// The reference of the API, from the declarations that the packages publish and the docstrings in them:
//
//   package.json#exports ─▶ *.d.ts ─▶ exports ─┬─ sentences
//                                              ├─ signature, without comments
//                                              ├─ members, with their sentences: inherited ones as well
//                                              └─ examples
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const folder = fileURLToPath(new URL('../..', import.meta.url));

/** What applications import comes first; the others are for those who build a host. */
const packages = [
  'observe',
  'llm',
  'testing',
  'trace',
  'flow',
  'viewer',
  'runtime',
  'unplugin',
  'swc',
  'babel',
  'tsc',
  'cli',
  'transform',
  'project',
  'recipes',
  'value',
];

/** The sections of all entries of all packages, in Markdown. */
export function apiSection() {
  const entries = packages.flatMap(entriesOf);
  const program = ts.createProgram(
    entries.map(({ file }) => file),
    {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
      skipLibCheck: true,
      noEmit: true,
    },
  );
  const described = new Map();
  return entries.map((entry) => entrySection(entry, program, described)).join('\n\n');
}

function entriesOf(name) {
  const manifest = JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8'));
  return Object.entries(manifest.exports ?? {}).flatMap(([path, { types }]) =>
    types === undefined ? [] : [{ specifier: manifest.name + path.slice(1), file: join(folder, name, types) }],
  );
}

function entrySection({ specifier, file }, program, described) {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  if (source === undefined) throw new Error(`${file} is not there: npm run build`);
  const module = checker.getSymbolAtLocation(source);
  const heading = `## \`${specifier}\``;
  if (module === undefined) return `${heading}\n\nImported for what it does: \`node --import ${specifier}\`.`;
  const exported = checker
    .getExportsOfModule(module)
    .filter(({ name }) => name !== 'module.exports')
    .toSorted(byKindAndName)
    .map((symbol) => exportSection(symbol, specifier, checker, described));
  return [heading, ...exported].join('\n\n');
}

/** What is called comes before the types of what it takes. */
function byKindAndName(a, b) {
  return Number(isType(a)) - Number(isType(b)) || (a.name < b.name ? -1 : 1);
}

function isType({ name }) {
  return /^[A-Z]/.test(name);
}

function exportSection(symbol, specifier, checker, described) {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const [declaration] = target.declarations;
  const heading = `### \`${symbol.name}\``;
  const earlier = described.get(declaration);
  if (earlier !== undefined) return `${heading}\n\nIs ${earlier}.`;
  described.set(declaration, `\`${symbol.name}\` of \`${specifier}\``);
  const nodes = target.declarations.map((each) => (ts.isVariableDeclaration(each) ? each.parent.parent : each));
  const node = nodes.find((each) => sentencesOf(each) !== '') ?? nodes[0];
  const listed = membersOf(node, checker);
  return [heading, sentencesOf(node), ...(isListed(node) ? [] : [signature(nodes)]), listed, ...examples(node)]
    .filter((part) => part !== '')
    .join('\n\n');
}

const printer = ts.createPrinter({ removeComments: true });

/** Of overloads there are several. */
function signature(nodes) {
  const lines = nodes.map((node) => printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile()));
  const text = lines.map((line) =>
    line.replaceAll('\r\n', '\n').replace(/^(?:export )?(?:default )?(?:declare )?/, ''),
  );
  return ['```ts', ...text, '```'].join('\n');
}

/** Of an interface of properties and methods the list of members says all; one that can be called has to be seen whole. */
function isListed(node) {
  return ts.isInterfaceDeclaration(node) && node.members.every(({ name }) => name !== undefined);
}

function membersOf(node, checker) {
  const isObject = isListed(node) || ts.isClassDeclaration(node) || isOptions(node);
  const type = isObject ? checker.getTypeAtLocation(node.name) : undefined;
  const declared = type?.getProperties().flatMap(({ declarations }) => declarations?.[0] ?? []) ?? [];
  return declared
    .filter((member) => isListed(node) || sentencesOf(member) !== '')
    .filter(({ parent }) => parent.getSourceFile().fileName.includes('/packages/'))
    .map(memberLine)
    .join('\n');
}

/** `type Options = Omit<InstrumentOptions, 'module'>`: some of the members of an interface. */
function isOptions(node) {
  return ts.isTypeAliasDeclaration(node) && /^(?:Omit|Pick|Partial)</.test(node.type.getText());
}

function memberLine(member) {
  const text = printer
    .printNode(ts.EmitHint.Unspecified, member, member.getSourceFile())
    .replace(/^readonly /, '')
    .replace(/;$/, '')
    .replaceAll(/\s+/g, ' ');
  const sentences = sentencesOf(member).replaceAll('\n\n', ' ');
  return `- \`${text}\`${sentences === '' ? '' : `: ${sentences}`}`;
}

function sentencesOf(node) {
  const comment = ts.getTextOfJSDocComment(node.jsDoc?.at(-1)?.comment) ?? '';
  const paragraphs = comment.replaceAll(/\{@link (\w+)\}/g, '`$1`').split(/\n\s*\n/);
  return paragraphs.map((paragraph) => paragraph.replaceAll(/\s*\n\s*(?!- )/g, ' ').trim()).join('\n\n');
}

function examples(node) {
  const tags = ts.getJSDocTags(node).filter(({ tagName }) => tagName.text === 'example');
  const codes = new Set(tags.map(exampleCode));
  return [...codes].map((code) => [/^\/\/ [\w.]+\.json\n/.test(code) ? '```jsonc' : '```ts', code, '```'].join('\n'));
}

/** As it is written: the parser takes an `@track` inside of one for the next tag. */
function exampleCode(tag) {
  const comment = tag.parent.getText();
  const [, written = ''] = /@example\b([^]*?)(?=\n\s*\*\s*@(?!track)|\*\/$)/.exec(comment) ?? [];
  const lines = written.split('\n').map((line) => line.replace(/^\s*\* ?/, ''));
  return lines
    .join('\n')
    .replaceAll(String.raw`*\/`, '*/')
    .trim();
}
