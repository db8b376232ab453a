import type { Binding, FoundClass, FoundFunction, Member, Uses } from './function.ts';
import { anonymous, memberPath, ownName } from './name.ts';
import type { Parsed } from './parse.ts';
import { boundNames, declare, lookUp, openScope, variableScope, type Scope } from './scope.ts';
import type { FunctionKind } from './site.ts';
import { childrenOf, isClass, isFunction, isWrapper, unwrap, type FunctionNode, type Node } from './syntax.ts';
import type { Class, Program } from './syntax.ts';

/** Everything later stages need to know of one file; made in a single walk. */
export interface Found {
  /** In the order of the text, outer before inner. */
  readonly functions: readonly FoundFunction[];
  readonly classes: readonly FoundClass[];
  /** For each target offset: the nodes that begin there, outermost first. */
  readonly starts: ReadonlyMap<number, readonly Node[]>;
  /** For each target offset inside a declaration's modifiers or name: the innermost such declaration. */
  readonly heads: ReadonlyMap<number, Node>;
  /** Names that some assignment, update or loop in the file writes to. */
  readonly writtenNames: ReadonlySet<string>;
  /** A direct `eval` or a `with` statement: names may mean anything. */
  readonly hasDynamicNames: boolean;
  readonly topScope: Scope;
  /** It refers to `require`, `module` or `exports`, and declares no such name there. */
  readonly loadsCommonJs: boolean;
  readonly isTypeScript: boolean;
}

const commonJsNames: ReadonlySet<string> = new Set(['exports', 'module', 'require']);

/** What surrounds the node being visited. */
interface Place {
  readonly scope: Scope;
  /** Qualified name of what encloses it, or `null` at the top and in anonymous objects there. */
  readonly label: string | null;
  readonly isStrict: boolean;
  readonly isInsideWith: boolean;
  readonly isInsideFunction: boolean;
  readonly class: FoundClass | null;
  /** Functions from the innermost to the nearest that is no arrow: who is meant by `arguments` and `super`. */
  readonly receivers: readonly Uses[];
}

/**
 * Finds every function of a file with its name, scope and what it refers to. `targets` are the offsets marks point at,
 * ascending. One walk and one table of node types; this file is that walk.
 */
export function find({ program, isModule, isTypeScript }: Parsed, fileStem: string, targets: readonly number[]): Found {
  const functions: FoundFunction[] = [];
  const classes: FoundClass[] = [];
  const starts = new Map<number, Node[]>();
  const heads = new Map<number, Node>();
  const writtenNames = new Set<string>();
  const targetSet = new Set(targets);
  const exportedNames = exportedNamesOf(program);
  const ancestors: Node[] = [];
  const topScope = openScope(null, true);
  const commonJsUses: (readonly [name: string, scope: Scope])[] = [];
  let hasDynamicNames = false;

  visitChildren(program, {
    scope: topScope,
    label: null,
    isStrict: isModule || hasUseStrict(program.body),
    isInsideWith: false,
    isInsideFunction: false,
    class: null,
    receivers: [],
  });
  const loadsCommonJs = commonJsUses.some(([name, scope]) => lookUp(scope, name) === null);
  return { functions, classes, starts, heads, writtenNames, hasDynamicNames, topScope, loadsCommonJs, isTypeScript };

  function visitChildren(node: Node, place: Place): void {
    ancestors.push(node);
    for (const child of childrenOf(node)) if (!isPlainKey(node, child)) visit(child, place);
    ancestors.pop();
  }

  function visit(node: Node, place: Place): void {
    noteTargets(node);
    if (isFunction(node)) return visitFunction(node, place);
    if (isClass(node)) return visitClass(node, place);
    switch (node.type) {
      case 'Identifier':
        if (node.name === 'arguments') for (const uses of place.receivers) uses.arguments = true;
        if (commonJsNames.has(node.name)) commonJsUses.push([node.name, place.scope]);
        return;
      case 'Super':
        for (const uses of place.receivers) uses.super = true;
        return;
      case 'MetaProperty':
        if (node.meta.name === 'new') for (const uses of place.receivers) uses.newTarget = true;
        return;
      case 'CallExpression':
        if (unwrap(node.callee).type === 'Identifier' && isNamed(unwrap(node.callee), 'eval')) {
          hasDynamicNames = true;
          for (const uses of place.receivers) uses.eval = true;
        }
        break;
      case 'AssignmentExpression':
        write(node.left);
        break;
      case 'UpdateExpression':
        write(node.argument);
        break;
      case 'ForInStatement':
      case 'ForOfStatement':
        if (node.left.type !== 'VariableDeclaration') write(node.left);
        return visitChildren(node, { ...place, scope: openScope(place.scope, false) });
      case 'ForStatement':
      case 'BlockStatement':
      case 'SwitchStatement':
        return visitChildren(node, { ...place, scope: openScope(place.scope, false) });
      case 'CatchClause': {
        const scope = openScope(place.scope, false);
        if (node.param !== null) for (const name of boundNames(node.param)) declare(scope, name, 'lexical');
        return visitChildren(node, { ...place, scope });
      }
      case 'StaticBlock':
      case 'TSModuleBlock':
        return visitChildren(node, { ...place, scope: openScope(place.scope, true) });
      case 'WithStatement':
        hasDynamicNames = true;
        visitChildren(node, { ...place, isInsideWith: true });
        return;
      case 'ObjectExpression':
        return visitChildren(node, { ...place, class: null, label: labelOf(node, place) ?? place.label });
      case 'VariableDeclaration': {
        const isVariable = node.kind === 'var';
        const scope = isVariable ? variableScope(place.scope) : place.scope;
        for (const { id } of node.declarations) {
          for (const name of boundNames(id)) declare(scope, name, isVariable ? 'variable' : 'lexical');
        }
        break;
      }
      case 'ImportSpecifier':
      case 'ImportDefaultSpecifier':
      case 'ImportNamespaceSpecifier':
        declare(place.scope, node.local.name, 'lexical');
        return;
      case 'TSEnumDeclaration':
      case 'TSImportEqualsDeclaration':
        declare(place.scope, node.id.name, 'lexical');
        break;
      default:
        break;
    }
    visitChildren(node, place);
  }

  function visitFunction(node: FunctionNode, place: Place): void {
    const uses: Uses = { arguments: false, super: false, newTarget: false, eval: false };
    const isArrow = node.type === 'ArrowFunctionExpression';
    if (node.type === 'FunctionDeclaration' && node.id !== null) declareFunction(node.id.name, place);
    const outer = node.type === 'FunctionExpression' && node.id !== null ? openScope(place.scope, false) : place.scope;
    if (node.type === 'FunctionExpression' && node.id !== null) declare(outer, node.id.name, 'lexical');
    const scope = openScope(outer, true);
    for (const parameter of node.params) for (const name of boundNames(parameter)) declare(scope, name, 'parameter');
    const own = ownName(node, ancestors, fileStem);
    const name = qualify(place.label, own ?? anonymous);
    const isStrict = place.isStrict || (node.body.type === 'BlockStatement' && hasUseStrict(node.body.body));
    const member = memberOf(node, place.class);
    const found: FoundFunction = {
      node,
      kind: kindOf(node),
      name,
      position: member === null ? node.start : member.node.key.start,
      isAnonymous: own === null,
      isExported: !place.isInsideFunction && isExported(name),
      isStrict,
      isInsideWith: place.isInsideWith,
      uses,
      scope,
      member,
      class: isReachedByClassMark() ? place.class : null,
      binding: bindingOf(node, outer),
    };
    functions.push(found);
    found.class?.functions.push(found);
    const receivers = isArrow ? [uses, ...place.receivers] : [uses];
    const inside: Place = {
      ...place,
      scope,
      label: name,
      isStrict,
      isInsideFunction: true,
      class: null,
      receivers,
    };
    ancestors.push(node);
    for (const parameter of node.params) visit(parameter, inside);
    // The body's block is the function's own scope, not another one inside it.
    noteTargets(node.body);
    if (node.body.type === 'BlockStatement') visitChildren(node.body, inside);
    else visit(node.body, inside);
    ancestors.pop();
  }

  function visitClass(node: Class, place: Place): void {
    const name = qualify(place.label, ownName(node, ancestors, fileStem) ?? anonymous);
    const found: FoundClass = { node, name, functions: [] };
    classes.push(found);
    if (node.type === 'ClassDeclaration' && node.id !== null) declare(place.scope, node.id.name, 'lexical');
    const scope = openScope(place.scope, false);
    if (node.id !== null) declare(scope, node.id.name, 'lexical');
    // Heritage and computed keys belong to the surrounding function; fields do not, but counting them in only makes
    // that function's shape more careful.
    visitChildren(node, { ...place, scope, label: name, isStrict: true, class: found });
  }

  function isReachedByClassMark(): boolean {
    for (let index = ancestors.length - 1; index >= 0; index--) {
      const parent = ancestors[index];
      if (parent === undefined) return false;
      if (parent.type === 'MethodDefinition') return parent.kind === 'method';
      if (parent.type === 'PropertyDefinition' || parent.type === 'AccessorProperty') return true;
      if (!isWrapper(parent)) return false;
    }
    return false;
  }

  function memberOf(node: FunctionNode, owner: FoundClass | null): Member | null {
    const parent = ancestors.at(-1);
    if (parent?.type === 'MethodDefinition' && parent.value === node) {
      return { node: parent, kind: parent.kind, class: owner };
    }
    if (parent?.type === 'Property' && parent.value === node && (parent.method || parent.kind !== 'init')) {
      return { node: parent, kind: parent.kind === 'init' ? 'method' : parent.kind, class: null };
    }
    return null;
  }

  function bindingOf(node: FunctionNode, scope: Scope): Binding | null {
    if (node.type === 'FunctionExpression' && node.id !== null) return { kind: 'own', name: node.id.name, scope };
    if (node.type === 'FunctionDeclaration') {
      return node.id === null ? null : { kind: 'declaration', name: node.id.name, scope };
    }
    const index = ancestors.findLastIndex((ancestor) => !isWrapper(ancestor));
    const declarator = ancestors[index];
    const declaration = ancestors[index - 1];
    if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return null;
    if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') return null;
    // An exported `const` of a TypeScript namespace becomes an assignable property.
    const isNamespaceMember =
      ancestors[index - 2]?.type === 'ExportNamedDeclaration' && ancestors[index - 3]?.type === 'TSModuleBlock';
    return isNamespaceMember ? null : { kind: 'const', name: declarator.id.name, scope };
  }

  function labelOf(node: Node, place: Place): string | null {
    const own = ownName(node, ancestors, fileStem);
    return own === null ? null : qualify(place.label, own);
  }

  function isExported(name: string): boolean {
    return (
      exportedNames.has(name.split('.', 1)[0] ?? name) ||
      ancestors.some(
        (node) =>
          node.type === 'ExportNamedDeclaration' ||
          node.type === 'ExportDefaultDeclaration' ||
          node.type === 'TSExportAssignment' ||
          (node.type === 'AssignmentExpression' && isExportsPath(node.left)),
      )
    );
  }

  function write(target: Node): void {
    for (const name of boundNames(unwrap(target))) writtenNames.add(name);
  }

  function noteTargets(node: Node): void {
    if (targetSet.has(node.start)) {
      const nodes = starts.get(node.start);
      if (nodes === undefined) starts.set(node.start, [node]);
      else nodes.push(node);
    }
    const end = headEnd(node);
    if (end === null) return;
    for (const target of between(targets, node.start, end)) heads.set(target, node);
  }
}

/** The offsets of an ascending list that lie inside a range, its ends excluded. */
function between(offsets: readonly number[], start: number, end: number): readonly number[] {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  let last = low;
  while ((offsets[last] ?? end) < end) last++;
  return offsets.slice(low, last);
}

function declareFunction(name: string, place: Place): void {
  declare(place.scope, name, 'function');
  if (!place.scope.holdsVariables && !place.isStrict) {
    declare(variableScope(place.scope), name, 'hoistedBlockFunction');
  }
}

function qualify(label: string | null, name: string): string {
  return label === null ? name : `${label}.${name}`;
}

function kindOf(node: FunctionNode): FunctionKind {
  if (node.generator) return node.async ? 'async-generator' : 'generator';
  return node.async ? 'async' : 'sync';
}

function hasUseStrict(body: readonly Node[]): boolean {
  return body.some((statement) => 'directive' in statement && statement.directive === 'use strict');
}

function isNamed(node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

/** `a.arguments` and `{ arguments: 1 }` refer to nothing: the name of a property is no identifier reference. */
function isPlainKey(parent: Node, child: Node): boolean {
  switch (parent.type) {
    case 'MemberExpression':
      return parent.property === child && !parent.computed;
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return parent.key === child && !parent.computed;
    default:
      return false;
  }
}

/** Where the part of a declaration ends in which a comment can still stand before its name. */
function headEnd(node: Node): number | null {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ClassDeclaration':
    case 'ClassExpression':
      return node.id?.end ?? null;
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'Property':
      return node.key.end;
    case 'ExportNamedDeclaration':
      return node.declaration?.start ?? null;
    case 'ExportDefaultDeclaration':
      return node.declaration.start;
    default:
      return null;
  }
}

/** Names a module exports apart from its declarations: `export { a as b }`, `export default a`, `module.exports = { a }`. */
function exportedNamesOf(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of program.body) {
    if (statement.type === 'ExportNamedDeclaration' && statement.source === null) {
      for (const { local } of statement.specifiers) if (local.type === 'Identifier') names.add(local.name);
    } else if (statement.type === 'ExportDefaultDeclaration' && statement.declaration.type === 'Identifier') {
      names.add(statement.declaration.name);
    } else if (statement.type === 'ExpressionStatement' && statement.expression.type === 'AssignmentExpression') {
      const { left, right } = statement.expression;
      if (!isExportsPath(left)) continue;
      const values = right.type === 'ObjectExpression' ? right.properties : [right];
      for (const value of values) {
        const named = value.type === 'Property' ? value.value : value;
        if (named.type === 'Identifier') names.add(named.name);
      }
    }
  }
  return names;
}

function isExportsPath(target: Node): boolean {
  const path = memberPath(target);
  return path !== null && (path[0] === 'exports' || (path[0] === 'module' && path[1] === 'exports'));
}
