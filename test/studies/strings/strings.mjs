// Finds what a user of the packages can read in their sources:
//
//   packages/*/src ─ parse ─ walk ─┬─ strings and templates ─ is it shown? ─ { file, line, text }
//                                  └─ with docs: doc comments of what is exported ─ first sentence
//
// A string is shown where it goes to an error, a stream or a problem (`shownBy`), and wherever it reads as words of
// English; keys, names, module specifiers, what is compared and what is emitted as code are not.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Calls whose strings are printed: `console.warn(…)`, `stream.write(…)`, `new ConfigError(…)`, `fail(…)`. */
const printing = /(?:^|\.)(?:console\.\w+|diag\.\w+|warn|write|fail|super|\w*Error|\w*Warning)$/;

/** Properties whose strings are printed. */
const printed = /^(?:message|remedy|summary|help|usage)$/;

/** Calls that search or compare: a string handed to them is looked for and not shown. */
const searching = /\.(?:includes|startsWith|endsWith|indexOf|lastIndexOf|split|has|get|set|replaceAll|match|for)$/;

/** Two words of letters with a space between them. */
const words = /(?:^|[\s"'`(])\p{L}[\p{L}'-]*[,:;.]? (?:\p{L}|\$\{|["'`(])/u;

/** What only code looks like: arrows, statements, assignments, comments. */
const code = /=>|[;{]\s*$|^\s*[;{}]|\b(?:import|export|return|const|let|var|function)\b.*[={(;]|\bfrom "|\/\*|\s=\s/;

/** Where strings are code to be emitted, and where they are tables of words that are looked for in others. */
const elsewhere = /^packages\/(?:transform\/src\/emit\/|tsc\/src\/form\/|value\/src\/secret\/(?:name|place)\.ts)/;

/** Every string and template of the packages that a user can read, in the order of files and lines. */
export function shownStrings() {
  return sources()
    .filter((file) => !elsewhere.test(file))
    .flatMap((file) => stringsOf(file));
}

/** The first sentence of every doc comment of what the packages export. */
export function firstSentences() {
  return sources().flatMap((file) => sentencesOf(file));
}

function sources() {
  const packages = join(root, 'packages');
  return readdirSync(packages, { recursive: true })
    .filter((path) => /^[\w-]+[\\/]src[\\/].*\.ts$/.test(path))
    .map((path) => `packages/${path.replaceAll('\\', '/')}`)
    .toSorted();
}

function parse(file) {
  return ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
}

function stringsOf(file) {
  const source = parse(file);
  const found = [];
  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (!isWhole(node)) {
      ts.forEachChild(node, visit);
      return;
    }
    const text = textOf(node);
    if (isShown(node, text)) found.push({ file, line: lineOf(source, node), text });
    // What is put into it: `${isOn ? 'tracks every call' : 'tracks nothing'}`.
    for (const part of expressionsOf(node)) visit(part);
  };
  visit(source);
  return found;
}

/** A string, a template, or a sum of them, as far as it goes. */
function isWhole(node) {
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return true;
  return isSum(node) && (isWhole(node.left) || isWhole(node.right));
}

function isSum(node) {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
}

function textOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (isSum(node)) return `${textOf(node.left)}${textOf(node.right)}`;
  if (!ts.isTemplateExpression(node)) return `\${${node.getText()}}`;
  return (
    node.head.text + node.templateSpans.map((span) => `\${${span.expression.getText()}}${span.literal.text}`).join('')
  );
}

function expressionsOf(node) {
  if (ts.isTemplateExpression(node)) return node.templateSpans.map((span) => span.expression);
  if (isSum(node)) return [...expressionsOf(node.left), ...expressionsOf(node.right)];
  return ts.isStringLiteralLike(node) ? [] : [node];
}

function isShown(node, text) {
  const own = text.replaceAll(/\$\{[^}]*\}/g, '${}');
  if (!/\p{L}{2}/u.test(own) || code.test(text) || isNameOrSought(node)) return false;
  return words.test(own) || isPrinted(node);
}

/** Keys, what is compared, `a['key']`, `case 'one':`, and what a search is for. */
function isNameOrSought(node) {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return true;
  if (ts.isElementAccessExpression(parent) || ts.isCaseClause(parent) || ts.isComputedPropertyName(parent)) return true;
  if (ts.isBinaryExpression(parent)) return /^(?:[!=]==?|in)$/.test(parent.operatorToken.getText());
  return ts.isCallExpression(parent) && searching.test(parent.expression.getText());
}

/** Whether it goes to a reader without being words: through conditions, arrays and parentheses to what prints. */
function isPrinted(node) {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return printed.test(parent.name.getText());
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return printing.test(parent.expression.getText());
  const passesOn = ts.isConditionalExpression(parent) || ts.isParenthesizedExpression(parent);
  return passesOn && isPrinted(parent);
}

function sentencesOf(file) {
  const source = parse(file);
  return source.statements.flatMap((statement) => {
    const isExported = ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(isExportKeyword) === true;
    if (!isExported) return [];
    const members = ts.isInterfaceDeclaration(statement) ? statement.members : [];
    return [statement, ...members].flatMap((node) => {
      const comment = ts.getTextOfJSDocComment(node.jsDoc?.at(-1)?.comment);
      if (comment === undefined) return [];
      return [{ file, line: lineOf(source, node), text: firstSentence(comment) }];
    });
  });
}

function isExportKeyword({ kind }) {
  return kind === ts.SyntaxKind.ExportKeyword;
}

function firstSentence(comment) {
  const text = comment.replaceAll(/\{@link (\w+)\}/g, '$1').replaceAll(/\s+/g, ' ');
  return /^.*?\.(?=\s|$)|^.*/.exec(text)?.[0] ?? '';
}

function lineOf(source, node) {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}
