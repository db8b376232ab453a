import type ts from 'typescript';

import { boundParameters } from '../bound-parameters.ts';

/** The compiler that loaded the plugin, and the transformation that it runs. */
export interface Emission {
  readonly ts: typeof ts;
  readonly program: ts.Program;
  readonly context: ts.TransformationContext;
  /** What is emitted, as the transformers in front of this one left it. */
  readonly file: ts.SourceFile;
}

/** Where emitted code goes, and what it goes around. */
export interface GraftPoint {
  /** A node of the program: names in the code mean what they mean here. */
  readonly scope: ts.Node;
  /** Offset that stack frames of the emitted code are mapped to. */
  readonly at: number;
  /** What stands for code of the program in the emitted code, and that code. */
  readonly hole?: { readonly name: string; readonly nodes: readonly ts.Node[] };
}

/** Where a node of emitted code is. */
interface GraftScope extends GraftPoint {
  readonly code: string;
  /** Parameters of the emitted functions around it: these names mean nothing else, whatever they mean in the program. */
  readonly bound: ReadonlySet<string>;
}

const nowhere = { pos: -1, end: -1 };

/**
 * Parses emitted statements and makes nodes of them that TypeScript's own transformers and printer take for made by
 * `ts.factory`: without positions, but with names that the type checker resolves where they are put. That is how
 * `export const f` becomes `exports.f` in CommonJS, and an imported aggregator `ask_js_1.join`.
 */
export function graft(code: string, point: GraftPoint, emission: Emission): readonly ts.Statement[] {
  const { ts, file } = emission;
  // What a front reads again is written as in the file: with JSX, or with casts that would be tags in one with JSX.
  const kind = file.languageVariant === ts.LanguageVariant.JSX ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const parsed = ts.createSourceFile('emitted', code, ts.ScriptTarget.ESNext, false, kind);
  return parsed.statements.map((statement) => {
    const [copy] = copied(statement, { ...point, code, bound: new Set() }, emission);
    // Frames of emitted calls belong to the function that they are made for.
    const mapped = ts.setSourceMapRange(copy ?? statement, { pos: point.at, end: point.at });
    return mapped as ts.Statement; // a copy has the kind of what it was copied from
  });
}

function copied(node: ts.Node, around: GraftScope, emission: Emission): readonly ts.Node[] {
  const { ts, context } = emission;
  const place = ts.isFunctionLike(node) ? inside(node, around, ts) : around;
  const { hole, scope, code, bound } = place;
  if (hole !== undefined && isName(ts.isExpressionStatement(node) ? node.expression : node, hole.name, ts)) {
    return hole.nodes;
  }
  if (ts.isIdentifier(node)) {
    return [bound.has(node.text) ? context.factory.createIdentifier(node.text) : resolvedAt(scope, node, emission)];
  }
  // TypeScript asks the checker about those that were parsed, and these were not parsed in the program.
  if (ts.isPrivateIdentifier(node)) return [context.factory.createPrivateIdentifier(node.text)];
  if (node.kind === ts.SyntaxKind.ThisKeyword) return [context.factory.createThis()];
  const visit = (child: ts.Node): ts.Node[] => [...copied(child, place, emission)];
  const copy = ts.visitEachChild(node, visit, context, ts.visitNodes, visit) ?? node;
  if (ts.isCallExpression(copy) || ts.isStatement(copy)) keepComments(copy, node, code, emission);
  ts.setTextRange(copy, nowhere);
  ts.setOriginalNode(copy, namesFactory(node, ts) ? locatedAt(scope, node) : undefined);
  // Lists have positions of their own, by which the printer would look for comments in the program's source.
  ts.forEachChild(
    copy,
    () => undefined,
    (list) => void ts.setTextRange(list, nowhere),
  );
  return [copy];
}

function inside({ parameters }: ts.SignatureDeclaration, place: GraftScope, typescript: typeof ts): GraftScope {
  return {
    ...place,
    bound: new Set([...place.bound, ...boundParameters(parameters, typescript)]),
  };
}

function isName(node: ts.Node, name: string, { isIdentifier }: typeof ts): boolean {
  return isIdentifier(node) && node.text === name;
}

/** TypeScript resolves a made node through the original it was made from; this original hangs in the program's tree. */
function resolvedAt(scope: ts.Node, parsed: ts.Identifier, { ts, context }: Emission): ts.Identifier {
  return ts.setOriginalNode(context.factory.createIdentifier(parsed.text), locatedAt(scope, parsed));
}

function locatedAt<T extends ts.Node>(scope: ts.Node, parsed: T): T {
  const located: { parent: ts.Node } = parsed;
  located.parent = scope;
  return parsed;
}

/** JSX names what makes its elements, `React`, without a word of it: TypeScript looks that up from these nodes. */
function namesFactory(node: ts.Node, { isJsxOpeningLikeElement, isJsxOpeningFragment }: typeof ts): boolean {
  return isJsxOpeningLikeElement(node) || isJsxOpeningFragment(node);
}

/** Those in emitted code speak to bundlers (`@__PURE__`) and to coverage tools (`istanbul ignore next`). */
function keepComments(copy: ts.Node, parsed: ts.Node, code: string, { ts }: Emission): void {
  // A comment on the same line, as all of it is, trails what stands before.
  for (const { pos, end } of ts.getTrailingCommentRanges(code, parsed.pos) ?? []) {
    ts.addSyntheticLeadingComment(copy, ts.SyntaxKind.MultiLineCommentTrivia, code.slice(pos + 2, end - 2));
  }
}
