import { qualify } from '@bud/value/compiler';

import { memberPath } from '../language/key.ts';
import { boundNames, declare, openScope, variableScope } from '../language/scope.ts';
import { isFunctionNode, unwrap, type Class, type Node } from '../language/syntax.ts';
import { isHookCall } from './component.ts';
import { takenByCall } from './destination.ts';
import type { FoundClass, Uses } from './function.ts';
import { anonymous, ownName } from './name.ts';
import type { Surroundings } from './surroundings.ts';
import { visitFunction } from './visit-function.ts';
import type { Visit, Visitors } from './walk.ts';

type Visiting = Visit<Surroundings>;

/** What each type of node declares, refers to and writes to, and what surrounds its children. */
export const visitors: Visitors<Surroundings> = {
  FunctionDeclaration: visitFunction,
  FunctionExpression: visitFunction,
  ArrowFunctionExpression: visitFunction,
  ClassDeclaration: visitClass,
  ClassExpression: visitClass,
  ObjectExpression(node, { state, path }) {
    const own = ownName(node, path, state.file.fileStem);
    return { ...state, class: null, label: own === null ? state.label : qualify(state.label, own) };
  },

  // Scopes
  BlockStatement(node, { state, path }) {
    const parent = path.at(-1);
    // The body's block is the function's own scope, not another one inside it.
    const isBody = parent !== undefined && isFunctionNode(parent) && parent.body === node;
    return isBody ? state : inBlock(state);
  },
  ForStatement: (_, { state }) => inBlock(state),
  SwitchStatement: (_, { state }) => inBlock(state),
  ForInStatement: visitLoop,
  ForOfStatement: visitLoop,
  CatchClause({ param }, { state }) {
    const inside = inBlock(state);
    if (param !== null) for (const name of boundNames(param)) declare(inside.scope, name, 'lexical');
    return inside;
  },
  StaticBlock: (_, { state }) => ({ ...state, scope: openScope(state.scope, true) }),
  TSModuleBlock: (_, { state }) => ({ ...state, scope: openScope(state.scope, true) }),
  WithStatement(_, { state }) {
    state.file.hasDynamicNames = true;
    return { ...state, isInsideWith: true };
  },

  // Declarations: variables, imports, and what of TypeScript exists at run time
  VariableDeclaration({ kind, declarations }, { state }) {
    const isVariable = kind === 'var';
    const holder = isVariable ? variableScope(state.scope) : state.scope;
    const names = declarations.flatMap(({ id }) => boundNames(id));
    for (const name of names) declare(holder, name, isVariable ? 'variable' : 'lexical');
    return state;
  },
  ImportSpecifier: declareImport,
  ImportDefaultSpecifier: declareImport,
  ImportNamespaceSpecifier: declareImport,
  TSEnumDeclaration: declareOwn,
  TSImportEqualsDeclaration: declareOwn,

  // References
  Identifier({ name }, { state }) {
    if (name === 'arguments') use(state, 'arguments');
    if (commonJsNames.has(name)) state.file.commonJsUses.push([name, state.scope]);
    return state;
  },
  MemberExpression({ property }, { state }) {
    if (property.type === 'Identifier' && property.name === 'captureStackTrace') use(state, 'stack');
    return state;
  },
  ThisExpression(_, { state }) {
    use(state, 'this');
    return state;
  },
  Super(_, { state }) {
    use(state, 'super');
    return state;
  },
  // Its parts are words, not names.
  MetaProperty({ meta }, { state }) {
    if (meta.name === 'new') use(state, 'newTarget');
    return null;
  },
  CallExpression(node, { state }) {
    const { callee } = node;
    if (!node.optional && isHookCall(callee)) noteReact(state);
    const called = unwrap(callee);
    if (called.type === 'Identifier' && called.name === 'eval') {
      state.file.hasDynamicNames = true;
      use(state, 'eval');
    }
    if (memberPath(called)?.at(-1) === '__decorate') state.file.decorateCalls.push(node);
    const taken = state.taken ?? takenByCall(called);
    return taken === state.taken ? state : { ...state, taken };
  },

  // React
  JSXElement(_, { state }) {
    noteReact(state);
    return state;
  },
  JSXFragment(_, { state }) {
    noteReact(state);
    return state;
  },
  ReturnStatement({ argument }, { state }) {
    const [rendering] = state.renderings;
    if (rendering !== undefined) rendering.lastReturn = argument;
    return state;
  },

  // Writes
  AssignmentExpression({ left }, { state }) {
    write(left, state);
    return state;
  },
  UpdateExpression({ argument }, { state }) {
    write(argument, state);
    return state;
  },
};

const commonJsNames: ReadonlySet<string> = new Set(['exports', 'module', 'require']);

function inBlock(state: Surroundings): Surroundings {
  return { ...state, scope: openScope(state.scope, false) };
}

function visitLoop({ left }: { readonly left: Node }, { state }: Visiting): Surroundings {
  if (left.type !== 'VariableDeclaration') write(left, state);
  return inBlock(state);
}

function visitClass(node: Class, { state, path }: Visiting): Surroundings {
  const name = qualify(state.label, ownName(node, path, state.file.fileStem) ?? anonymous);
  const found: FoundClass = { node, name, functions: [] };
  state.file.classes.push(found);
  if (node.type === 'ClassDeclaration' && node.id !== null) declare(state.scope, node.id.name, 'lexical');
  const inside = inBlock(state);
  if (node.id !== null) declare(inside.scope, node.id.name, 'lexical');
  // Heritage and computed keys belong to the surrounding function; fields do not, but counting them in only makes
  // that function's shape more careful.
  return { ...inside, label: name, isStrict: true, isInsideClass: true, class: found };
}

function declareImport({ local }: { readonly local: { readonly name: string } }, { state }: Visiting): null {
  declare(state.scope, local.name, 'lexical');
  return null;
}

function declareOwn({ id }: { readonly id: { readonly name: string } }, { state }: Visiting): Surroundings {
  declare(state.scope, id.name, 'lexical');
  return state;
}

function noteReact({ renderings }: Surroundings): void {
  for (const rendering of renderings) rendering.usesReact = true;
}

function use({ receivers }: Surroundings, what: keyof Uses): void {
  for (const receiver of receivers) receiver[what] = true;
}

function write(target: Node, { file }: Surroundings): void {
  for (const name of boundNames(unwrap(target))) file.writtenNames.add(name);
}
