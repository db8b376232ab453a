import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Real source: our own fixtures, the conformance programs, this project, and what it is built with. */
const folders = [
  'fixtures',
  'test/conformance/cases',
  'packages/value/src',
  'packages/transform/src',
  'packages/runtime/src',
  'node_modules/fast-check/lib',
  'node_modules/magic-string/dist',
  'node_modules/picomatch',
  'node_modules/semver',
  'node_modules/yaml/dist',
];

/** Bigger files only make every single case slower. */
const maxLength = 12_000;

/** The files that marks are put into, in the order of their paths; what is instrumented already is left alone. */
export function sourceFiles() {
  return folders
    .flatMap((folder) =>
      readdirSync(root + folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
    )
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.(?:[cm]?[jt]s|[jt]sx)$/.test(path) && !/\.d\.ts$|\/expected\./.test(path))
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((path) => ({ path, text: readFileSync(root + path, 'utf8') }))
    .filter(({ text }) => text.length > 0 && text.length <= maxLength);
}

/** Where tokens begin and end, by TypeScript's scanner: what is no token boundary to it is inside a token. */
export function tokenBoundaries({ path, text }) {
  const isJsx = /\.(?:jsx|tsx|js)$/.test(path);
  const kind = extname(path).endsWith('x') || isJsx ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile('source.tsx', text, ts.ScriptTarget.Latest, true, kind);
  const offsets = new Set();
  const visit = (node) => {
    const children = node.getChildren(file);
    if (children.length > 0) return children.forEach(visit);
    if (node.kind === ts.SyntaxKind.JsxText) return undefined;
    offsets.add(node.getStart(file)).add(node.getEnd());
  };
  visit(file);
  return [...offsets].toSorted((a, b) => a - b);
}
