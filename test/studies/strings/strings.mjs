// Finds what a user of the packages can read in their sources:
//
//   packages/*/src ─ parse ─ walk ─┬─ strings and templates ─ is it shown? ─ { file, line, text }
//                                  └─ with docs: doc comments of what is exported ─ first sentence
//
// A string is shown where it goes to an error, a stream, a problem or a page, and wherever it reads as words or as a note in
// brackets: `two words`, `… more …`, `[Getter]`. Names, module specifiers, what is compared and what is emitted as code
// are not. Code that a message quotes stands in backticks, so that what looks like code outside of them is code.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Calls whose strings are printed: `console.warn(…)`, `stream.write(…)`, `new ConfigError(…)`, `new BadInput(…)`. */
const printing =
  /(?:^|\.)(?:console\.\w+|diag\.\w+|warn|(?:\w*(?:out|err)|stream)\.write|super|[A-Z]\w*(?:Error|Input|Warning))$/;

/** Properties whose strings are printed. */
const printed = /^(?:message|remedy|summary|help|usage)$/;

/** Attributes of elements whose strings are read, on the screen or aloud. */
const readOnPage = /^(?:title|placeholder|label|alt|aria-label)$/;

/** Calls that search or compare: a string handed to them is looked for and not shown. */
const searching = /\.(?:includes|startsWith|endsWith|indexOf|lastIndexOf|split|has|get|set|replaceAll|match|for)$/;

/** A word with a space on one side and something else to read on the other. */
const words = /\p{L}[,:;.!?"'`)]{0,2} (?:[\p{L}\d"'`(<[{…@]|\$\{)|[…}\d"'`)>] \p{L}{2}/u;

/** A word or two in the brackets of a note about a value: `[Getter]`, `(detached)`, `…[12 more]…`. */
const note = /^[ …"]*[[(<][\p{L}$][^=;]*[\])>][ …"]*$/u;

/** What only code looks like: arrows, statements, assignments, comments. Dots are what a template puts in. */
const code = /=>|[;{]\s*$|^\s*[;{}]|\b(?:import|export|return|const|let|var|function)\b.*[={(;]|\bfrom "|\/\*|\s=\s/;
const inBackticks = /`[^`]*`/g;

/** Where strings are code to be emitted, and where they are tables of words that are looked for in others. */
const elsewhere = /^packages\/(?:transform\/src\/emit\/|tsc\/src\/form\/|value\/src\/secret\/(?:name|place)\.ts)/;

/** Every string and template of the packages that a user can read, in the order of files and lines. */
export function shownStrings() {
  const files = sources().filter((file) => !elsewhere.test(file));
  const parsed = files.map((file) => parse(file));
  const finder = new Finder(parsed);
  for (const source of parsed) finder.visit(source, null);
  return files.flatMap((file) => finder.shownIn(file));
}

/** The first sentence of every doc comment of what the packages export. */
export function firstSentences() {
  return sources().flatMap((file) => sentencesOf(file));
}

function sources() {
  const packages = join(root, 'packages');
  return readdirSync(packages, { recursive: true })
    .filter((path) => /^[\w-]+[\\/]src[\\/].*\.tsx?$/.test(path))
    .map((path) => `packages/${path.replaceAll('\\', '/')}`)
    .toSorted();
}

function parse(file) {
  return ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
}

/**
 * Follows what is shown to what makes its parts: from a string to the functions and values of its file, from what is
 * printed to functions of other files of the package as well.
 */
class Finder {
  #declared;
  #shown = new Map();

  constructor(parsed) {
    this.#declared = new Map(parsed.map((source) => [source.fileName, new Map(declarationsIn(source))]));
  }

  shownIn(file) {
    const found = [...this.#shown.values()].filter((each) => each.file === file);
    return found.toSorted((a, b) => a.line - b.line);
  }

  /** `part`: the node is in what goes into a shown string of its `file`, or into what the `package` prints. */
  visit(node, part) {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (part !== null && ts.isIdentifier(node)) this.#follow(node, part);
    if (!isWhole(node)) {
      const inside = isPrinting(node) ? 'package' : part;
      ts.forEachChild(node, (child) => this.visit(child, inside));
      return;
    }
    const text = textOf(node);
    const isRead = part !== null || readsAsWords(text) || isPrinted(node);
    const isShown = isRead && !isNameOrSought(node) && !isCode(text);
    if (isShown && /\p{L}{2}|\p{L} \$\{/u.test(withoutParts(text))) {
      const source = node.getSourceFile();
      this.#shown.set(node, { file: source.fileName, line: lineOf(source, node), text });
    }
    // What is put into it: `${isOn ? 'tracks every call' : 'tracks nothing'}`, `${describe(value)}`.
    for (const each of expressionsOf(node)) this.visit(each, isShown ? (part ?? 'file') : null);
  }

  #follow(name, part) {
    const own = name.getSourceFile().fileName;
    const isCalled = ts.isCallExpression(name.parent) && name.parent.expression === name;
    const files = part === 'package' && isCalled ? [own, ...this.#filesBeside(own)] : [own];
    const declared = files.map((file) => this.#declared.get(file)).find((names) => names.has(name.text));
    if (declared === undefined) return;
    const declaration = declared.get(name.text);
    declared.delete(name.text);
    this.visit(declaration, part);
  }

  #filesBeside(file) {
    const folder = /^packages\/[^/]+\//.exec(file)[0];
    return [...this.#declared.keys()].filter((other) => other.startsWith(folder));
  }
}

/** The functions and values of a file, by name. */
function declarationsIn(source) {
  return source.statements.flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement)) return [[statement.name?.text, statement]];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      initializer === undefined ? [] : [[name.getText(), initializer]],
    );
  });
}

/** A string, a template, or a sum of them, as far as it goes. */
function isWhole(node) {
  if (ts.isStringLiteralLike(node) || ts.isJsxText(node) || ts.isTemplateExpression(node)) return true;
  return isSum(node) && (isWhole(node.left) || isWhole(node.right));
}

function isSum(node) {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
}

function textOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isJsxText(node)) return node.text.trim();
  if (isSum(node)) return `${textOf(node.left)}${textOf(node.right)}`;
  if (!ts.isTemplateExpression(node)) return `\${${node.getText()}}`;
  return (
    node.head.text + node.templateSpans.map((span) => `\${${span.expression.getText()}}${span.literal.text}`).join('')
  );
}

function expressionsOf(node) {
  if (ts.isTemplateExpression(node)) return node.templateSpans.map((span) => span.expression);
  if (isSum(node)) return [...expressionsOf(node.left), ...expressionsOf(node.right)];
  return ts.isStringLiteralLike(node) || ts.isJsxText(node) ? [] : [node];
}

function readsAsWords(text) {
  const own = withoutParts(text);
  return words.test(own) || note.test(own);
}

function isCode(text) {
  return code.test(withoutParts(text).replaceAll(inBackticks, '').replaceAll('${}', ''));
}

function withoutParts(text) {
  return text.replaceAll(/\$\{[^}]*\}/g, '${}');
}

/** Keys, what is compared, `a['key']`, `case 'one':`, and what a search is for. */
function isNameOrSought(node) {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return true;
  if (
    ts.isLiteralTypeNode(parent) ||
    ts.isElementAccessExpression(parent) ||
    ts.isCaseClause(parent) ||
    ts.isComputedPropertyName(parent)
  )
    return true;
  const attribute = attributeOf(node);
  if (attribute !== undefined) return !readOnPage.test(attribute.name.getText());
  if (ts.isBinaryExpression(parent)) return /^(?:[!=]==?|in)$/.test(parent.operatorToken.getText());
  return ts.isCallExpression(parent) && searching.test(parent.expression.getText());
}

/** The attribute of an element that a string is the value of, maybe one of two: `class={isLast ? 'last' : 'row'}`. */
function attributeOf({ parent }) {
  if (ts.isJsxAttribute(parent)) return parent;
  const passesOn = ts.isJsxExpression(parent) || ts.isConditionalExpression(parent);
  return passesOn ? attributeOf(parent) : undefined;
}

function isPrinting(node) {
  return (ts.isCallExpression(node) || ts.isNewExpression(node)) && printing.test(node.expression.getText());
}

/** Whether it goes to a reader without being words: through conditions, arrays and parentheses to what prints. */
function isPrinted(node) {
  if (ts.isJsxText(node)) return true;
  const { parent } = node;
  const attribute = attributeOf(node);
  if (attribute !== undefined) return readOnPage.test(attribute.name.getText());
  if (ts.isPropertyAssignment(parent)) return printed.test(parent.name.getText());
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return isPrinting(parent);
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
