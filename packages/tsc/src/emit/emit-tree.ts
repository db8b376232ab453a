/**
 * A plan is written into TypeScript's own tree, before TypeScript's transformers:
 *
 *   ts.SourceFile ─▶ transformer ─ is there anything to track? ─▶ emit-tree
 *     a body      found by its range; the emitted code goes around its statements
 *     a class     method aliases become members
 *     the file    gate and sites after its imports, an alias after its statement
 *       ├─▶ graft-front    a function that stays whole, with another one in front of it
 *       ├─▶ graft          emitted code ─▶ nodes whose names mean what they mean at that place
 *       └─▶ keep-import    what only emitted code uses is not left out
 */
import {
  aliasCode,
  functionCode,
  methodAliasCode,
  preludeCode,
  type ModulePlan,
  type PlannedFunction,
} from '@bud/transform';
import type ts from 'typescript';

import { graft, type Emission } from './graft.ts';
import { graftFront } from './graft-front.ts';
import { keepImport } from './keep-import.ts';

/** A plan on its way into a tree: what is still to be found there. */
interface Pending {
  readonly plan: ModulePlan;
  /** By the body range, on which TypeScript and the compiler's own parser agree. */
  readonly functions: Map<string, PlannedFunction>;
  /** Bodies of functions that the walk is about to reach. */
  readonly bodies: Set<ts.Node>;
  readonly emission: Emission;
}

/**
 * Writes the plan of a file into TypeScript's syntax tree. Nodes of the program stay the nodes they are, so that imports are elided,
 * enums inlined and types of decorated members emitted as without the plan; only emitted nodes are added around them.
 *
 * Gives the planned functions that are not in the tree where there are some: then nothing is written.
 */
export function emitTree(
  plan: ModulePlan,
  emission: Emission,
): { readonly emitted: ts.SourceFile } | { readonly missing: readonly PlannedFunction[] } {
  const functions = new Map(plan.functions.map((planned) => [planned.body.join(), planned]));
  const pending: Pending = { plan, functions, bodies: new Set(), emission };
  const visited = emission.ts.visitEachChild(emission.file, (node) => visit(node, pending), emission.context);
  return functions.size === 0 ? { emitted: withPrelude(visited, pending) } : { missing: [...functions.values()] };
}

function visit(node: ts.Node, pending: Pending): ts.Node | ts.Node[] {
  const { plan, emission, bodies } = pending;
  const { ts, context } = emission;
  if (!plan.functions.some(({ body: [start, end] }) => node.pos <= start && end <= node.end)) return node;
  // Only a body is asked for its plan: an expression may have the range of the body that it is a part of.
  if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
    const whole = takeWhole(node, node.body, pending);
    if (whole !== null) return whole;
    bodies.add(node.body);
  }
  const planned = bodies.delete(node) ? takePlanned(node, pending) : undefined;
  const visited = ts.visitEachChild(node, (child) => visit(child, pending), context);
  if (planned !== undefined) return withShape(visited, node, planned, pending);
  return ts.isClassLike(visited) ? withMethodAliases(visited, pending) : visited;
}

/** A function with a front, when that is planned for it. */
function takeWhole(node: ts.Node, body: ts.Node, pending: Pending): ts.Node | ts.Node[] | null {
  const { plan, functions, emission } = pending;
  const { ts, context } = emission;
  const planned = functions.get(rangeOf(body, pending));
  const front = planned?.front ?? null;
  if (planned === undefined || front === null) return null;
  takePlanned(body, pending);
  if (planned.aggregate !== null) keepImport(planned.aggregate, node, emission.program, ts);
  const visited = ts.visitEachChild(node, (child) => visit(child, pending), context);
  if (!isWhole(visited, ts) || !isWhole(node, ts)) throw new Error(`${planned.site.name} has no place for a front`);
  return graftFront(visited, node, { planned, front, plan }, emission);
}

function isWhole(
  node: ts.Node,
  { isFunctionDeclaration, isFunctionExpression, isArrowFunction }: typeof ts,
): node is ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction {
  return isFunctionDeclaration(node) || isFunctionExpression(node) || isArrowFunction(node);
}

function takePlanned(body: ts.Node, pending: Pending): PlannedFunction | undefined {
  const range = rangeOf(body, pending);
  const planned = pending.functions.get(range);
  pending.functions.delete(range);
  return planned;
}

function rangeOf(body: ts.Node, { emission }: Pending): string {
  return `${body.getStart(emission.file)},${body.end}`;
}

/** Parsed in a function of the same kind, `await` and `yield` mean what they mean in the body. */
const heads: Readonly<Record<PlannedFunction['site']['runs'], string>> = {
  sync: 'function f()',
  async: 'async function f()',
  generator: 'function* f()',
  'async-generator': 'async function* f()',
};

/** `scope` is the body as it is in the program, `body` the same with what is tracked inside it. */
function withShape(body: ts.Node, scope: ts.Node, planned: PlannedFunction, { plan, emission }: Pending): ts.Node {
  const { ts, context } = emission;
  if (planned.aggregate !== null) keepImport(planned.aggregate, scope, emission.program, ts);
  const name = `${plan.gate.prefix}hole`;
  const isBlock = ts.isBlock(body);
  const directives = isBlock ? body.statements.filter(({ end }) => end <= planned.entry) : [];
  const nodes = isBlock ? body.statements.slice(directives.length) : [body];
  const code = `${heads[planned.site.runs]} ${bodyCode(planned, plan.gate.prefix, name)}`;
  const [holder] = graft(code, { scope, at: planned.entry, hole: { name, nodes } }, emission);
  if (holder === undefined || !ts.isFunctionDeclaration(holder) || holder.body === undefined)
    throw new Error(`the code emitted for ${planned.site.name} is not a function`);
  const { statements } = holder.body;
  if (isBlock) {
    const list = context.factory.createNodeArray([...directives, ...statements]);
    // The printer finds the comments in front of the closing brace by the range of the list.
    return context.factory.updateBlock(body, ts.setTextRange(list, body.statements));
  }
  return holder.body;
}

function bodyCode(planned: PlannedFunction, prefix: string, hole: string): string {
  const { before, after } = functionCode(planned, prefix);
  return planned.isExpressionBody ? `${before}${hole}${after}` : `{ ${before} ${hole}; ${after} }`;
}

function withMethodAliases(node: ts.ClassLikeDeclaration, { plan, emission }: Pending): ts.Node {
  const { ts, context } = emission;
  const aliases = plan.methodAliases.filter(({ at }) => at === node.members.pos);
  if (aliases.length === 0) return node;
  const code = aliases.map((alias) => methodAliasCode(alias, plan.gate.prefix)).join(' ');
  const [holder] = graft(`class C { ${code} }`, { scope: node, at: node.members.pos }, emission);
  if (holder === undefined || !ts.isClassDeclaration(holder))
    throw new Error('method aliases are not members of a class');
  const members = [...holder.members, ...node.members];
  const { factory } = context;
  return ts.isClassDeclaration(node)
    ? factory.updateClassDeclaration(
        node,
        node.modifiers,
        node.name,
        node.typeParameters,
        node.heritageClauses,
        members,
      )
    : factory.updateClassExpression(
        node,
        node.modifiers,
        node.name,
        node.typeParameters,
        node.heritageClauses,
        members,
      );
}

/** The gate goes before the first statement that is not a directive, the sites after the imports that follow. */
function withPrelude(file: ts.SourceFile, pending: Pending): ts.SourceFile {
  const { plan, emission } = pending;
  const { aliases } = plan;
  const { gateAt, sitesAt } = plan.prelude;
  const { gate, sites } = preludeCode(plan, plan.gate);
  const point = { scope: emission.file, at: gateAt };
  // Emitted statements have no end.
  const before = (offset: number): readonly ts.Statement[] =>
    file.statements.filter(({ end }) => end >= 0 && end <= offset);
  const [first, imports] = [before(gateAt), before(sitesAt ?? gateAt)];
  return emission.context.factory.updateSourceFile(file, [
    ...first,
    ...graft(gate, point, emission),
    ...imports.slice(first.length),
    ...graft(sites, point, emission),
    ...file.statements
      .slice(imports.length)
      .flatMap((statement) => [
        statement,
        ...aliases
          .filter(({ at }) => at === statement.end)
          .flatMap((alias) => graft(aliasCode(alias), point, emission)),
      ]),
  ]);
}
