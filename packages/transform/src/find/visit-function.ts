import { qualify, type Runs } from '@bud/value/compiler';

import { boundNames, declare, openScope, variableScope, type Scope } from '../language/scope.ts';
import {
  hasUseStrict,
  isFunctionNode,
  isWrapper,
  type FunctionNode,
  type Node,
  type PlainFunction,
} from '../language/syntax.ts';
import { standingOf, type Rendering } from './component.ts';
import { destinationOfFunction } from './destination.ts';
import { isExportBinding, isExportsPath } from './exports.ts';
import type { Binding, FoundClass, FoundFunction, Member, Uses } from './function.ts';
import { anonymous, ownName } from './name.ts';
import type { Surroundings } from './surroundings.ts';
import type { Visit } from './walk.ts';

type Path = readonly Node[];

/** Notes a function down; its parameters and body are surrounded by it. */
export function visitFunction(node: PlainFunction | FunctionNode, { state, path }: Visit<Surroundings>): Surroundings {
  if (!isFunctionNode(node)) return state;
  const { outer, scope } = openScopes(node, state);
  const own = ownName(node, path, state.file.fileStem);
  const name = qualify(state.label, own ?? anonymous);
  const uses: Uses = { arguments: false, super: false, newTarget: false, eval: false, stack: false, this: false };
  const rendering: Rendering = { usesReact: false, lastReturn: undefined };
  const isStrict = state.isStrict || (node.body.type === 'BlockStatement' && hasUseStrict(node.body.body));
  const destination = state.taken?.to ?? destinationOfFunction(node, state.file.destination, state.function !== null);
  const member = memberOf(node, path, state.class);
  const found: FoundFunction = {
    node,
    runs: runsOfNode(node),
    name,
    position: member === null ? node.start : member.node.key.start,
    isAnonymous: own === null,
    isExported: state.function === null && isExported(name, path, state.file.exportedNames),
    isExportBinding: !state.file.isModule && isExportBinding(node, path),
    isStrict,
    isInsideWith: state.isInsideWith,
    destination,
    takenBy: state.taken?.by ?? null,
    standing: standingOf(node, path),
    rendering,
    outer: state.function,
    isInsideClass: state.isInsideClass,
    uses,
    scope,
    member,
    class: isReachedByClassMark(path) ? state.class : null,
    binding: bindingOf(node, path, outer),
  };
  state.file.functions.push(found);
  found.class?.functions.push(found);
  const isTaken = destination !== null && destination !== 'server';
  const taken = isTaken ? (state.taken ?? { to: destination, by: null }) : null;
  const receivers = node.type === 'ArrowFunctionExpression' ? [uses, ...state.receivers] : [uses];
  const renderings = member === null ? [rendering] : [rendering, ...state.renderings];
  return { ...state, scope, label: name, isStrict, function: found, taken, class: null, receivers, renderings };
}

/** Declares a function where it stands, and opens its own scope; `outer` holds the name of a function expression. */
function openScopes(
  node: FunctionNode,
  { scope: surrounding, isStrict }: Surroundings,
): { readonly outer: Scope; readonly scope: Scope } {
  if (node.type === 'FunctionDeclaration' && node.id !== null) declareFunction(node.id.name, surrounding, isStrict);
  const selfName = node.type === 'FunctionExpression' ? (node.id?.name ?? null) : null;
  const outer = selfName === null ? surrounding : openScope(surrounding, false);
  if (selfName !== null) declare(outer, selfName, 'lexical');
  const scope = openScope(outer, true);
  for (const name of node.params.flatMap(boundNames)) declare(scope, name, 'parameter');
  return { outer, scope };
}

/** A function declaration; in a nested block of sloppy code it makes a `var` as well. */
function declareFunction(name: string, scope: Scope, isStrict: boolean): void {
  declare(scope, name, 'function');
  if (!scope.holdsVariables && !isStrict) declare(variableScope(scope), name, 'hoistedBlockFunction');
}

function runsOfNode(node: FunctionNode): Runs {
  if (node.generator) return node.async ? 'async-generator' : 'generator';
  return node.async ? 'async' : 'sync';
}

function memberOf(node: FunctionNode, path: Path, owner: FoundClass | null): Member | null {
  const parent = path.at(-1);
  if (parent?.type === 'MethodDefinition' && parent.value === node) {
    return { node: parent, kind: parent.kind, class: owner };
  }
  if (parent?.type === 'Property' && parent.value === node && (parent.method || parent.kind !== 'init')) {
    return { node: parent, kind: parent.kind === 'init' ? 'method' : parent.kind, class: null };
  }
  return null;
}

function isReachedByClassMark(path: Path): boolean {
  const parent = path.findLast((node) => !isWrapper(node));
  if (parent?.type === 'MethodDefinition') return parent.kind === 'method';
  return parent?.type === 'PropertyDefinition' || parent?.type === 'AccessorProperty';
}

function bindingOf(node: FunctionNode, path: Path, scope: Scope): Binding | null {
  if (node.type === 'FunctionExpression' && node.id !== null)
    return { kind: 'own', name: node.id.name, exportedUntil: null, scope };
  if (node.type === 'FunctionDeclaration') {
    return node.id === null ? null : { kind: 'declaration', name: node.id.name, exportedUntil: null, scope };
  }
  const index = path.findLastIndex((ancestor) => !isWrapper(ancestor));
  const declarator = path[index];
  const declaration = path[index - 1];
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return null;
  if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') return null;
  const { name } = declarator.id;
  const statement = path[index - 2];
  if (statement?.type !== 'ExportNamedDeclaration') return { kind: 'const', name, exportedUntil: null, scope };
  // An exported `const` of a TypeScript namespace becomes an assignable property. Those in front of another one may be
  // called before the statement ends.
  const isCertain = path[index - 3]?.type === 'Program' && declaration.declarations.at(-1) === declarator;
  return isCertain ? { kind: 'const', name, exportedUntil: statement.end, scope } : null;
}

function isExported(name: string, path: Path, exportedNames: ReadonlySet<string>): boolean {
  return (
    exportedNames.has(name.split('.', 1)[0] ?? name) ||
    path.some(
      (node) =>
        node.type === 'ExportNamedDeclaration' ||
        node.type === 'ExportDefaultDeclaration' ||
        node.type === 'TSExportAssignment' ||
        (node.type === 'AssignmentExpression' && isExportsPath(node.left)),
    )
  );
}
