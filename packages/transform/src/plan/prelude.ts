import type { Parsed } from '../language/parse.ts';
import { beginningOf, isDirective, isFunctionNode, unwrap, type Comment, type Node } from '../language/syntax.ts';
import type { Prelude } from './plan.ts';

/** Finds the place for what is emitted once per file: after hashbang, directives and license, on an existing line. */
export function preludeOf({ program, comments }: Parsed, code: string, checksTypes: boolean): Prelude {
  const statements: readonly Node[] = program.body;
  const firstIndex = statements.findIndex((statement) => !isDirective(statement));
  const first = statements[firstIndex];
  if (first === undefined) return { gateAt: program.end, sitesAt: null, endsStatement: false };
  let lastImport: Node | null = null;
  for (const statement of statements.slice(firstIndex)) {
    if (!loadsModule(statement)) break;
    lastImport = statement;
  }
  if (lastImport !== null) return { gateAt: first.start, sitesAt: lastImport.end, endsStatement: false };
  if (checksTypes && runsNothing(first) && isDocumented(first, comments, code)) {
    return { gateAt: first.end, sitesAt: null, endsStatement: true };
  }
  const gateAt = beforeAttached(beginningOf(first), comments, code);
  return { gateAt, sitesAt: null, endsStatement: isOnLineOf(statements[firstIndex - 1], gateAt, code) };
}

/**
 * TypeScript takes a comment for documentation only where nothing stands in front of it on its line: so what could stand
 * there stands behind the statement, if nothing can call back before.
 */
function isDocumented(statement: Node, comments: readonly Comment[], code: string): boolean {
  const start = beginningOf(statement);
  const last = comments.findLast(({ end }) => end <= start);
  return last?.value.startsWith('*') === true && !/\S/.test(code.slice(last.end, start));
}

/** Of a statement that declares a type or a function, its evaluation. */
function runsNothing(statement: Node): boolean {
  switch (statement.type) {
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      return statement.declaration !== null && runsNothing(statement.declaration);
    case 'VariableDeclaration':
      return statement.declarations.every(({ init }) => init === null || isConstant(unwrap(init)));
    case 'ClassDeclaration':
      return statement.superClass === null && statement.decorators.length === 0 && statement.body.body.every(isStill);
    default:
      return (
        isFunctionNode(statement) || statement.type.startsWith('TSInterface') || statement.type.startsWith('TSType')
      );
  }
}

function isConstant(value: Node): boolean {
  if (value.type === 'TemplateLiteral') return value.expressions.length === 0;
  return value.type === 'Literal' || isFunctionNode(value);
}

function isStill(element: Node): boolean {
  if (!('static' in element) || !('computed' in element) || !('decorators' in element)) return false;
  return (
    !element.computed && element.decorators?.length === 0 && (element.type === 'MethodDefinition' || !element.static)
  );
}

/** Whether a directive that only the end of its line ends stands before an offset, on the same line. */
function isOnLineOf(directive: Node | undefined, at: number, code: string): boolean {
  if (directive === undefined || code[directive.end - 1] === ';') return false;
  return !code.slice(directive.end, at).includes('\n');
}

function loadsModule({ type }: Node): boolean {
  return type === 'ImportDeclaration' || type === 'TSImportEqualsDeclaration';
}

/** `istanbul ignore next`, and those of other tools; their `-- @preserve` is for compilers, and says nothing of a license. */
const coverageHint = /^\s*(?:istanbul|c8|v8|node:coverage) ignore\b/;
/** Whether coverage tools are told to leave out what begins at an offset. */
export function isIgnoredAt(offset: number, comments: readonly Comment[], code: string): boolean {
  let at = offset;
  for (const comment of comments.toReversed()) {
    if (comment.end > at) continue;
    if (/\S/.test(code.slice(comment.end, at))) return false;
    if (coverageHint.test(comment.value)) return true;
    at = comment.start;
  }
  return false;
}

const licenseOrPragma = /^!|@license|@preserve|@jsx|@ts-|@flow/;
const markOrAnnotation = /@track\b|[@#]__/;

/** Comments that speak about the first statement stay next to it. Licenses and pragmas stay before everything. */
function beforeAttached(start: number, comments: readonly Comment[], code: string): number {
  let at = start;
  let attached = start;
  for (const comment of comments.toReversed()) {
    if (comment.end > at) continue;
    const between = code.slice(comment.end, at);
    if (/\S/.test(between) || /\n\s*\n/.test(between)) break;
    const isHint = coverageHint.test(comment.value);
    if (!isHint && licenseOrPragma.test(comment.value)) break;
    at = comment.start;
    if (isHint || markOrAnnotation.test(comment.value)) attached = at;
  }
  return attached;
}
