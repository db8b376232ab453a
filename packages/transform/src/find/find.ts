import { declareFunction, declareNames } from './declaration.ts';
import { isExportBinding } from './export-binding.ts';
import { exportedNamesOf, isExportsPath } from './exported-name.ts';
import type { Binding, FoundClass, FoundFunction, Member, Uses } from './function.ts';
import { anonymous, ownName } from './name.ts';
import type { Parsed } from '../language/parse.ts';
import { boundNames, declare, lookUp, openScope, type Scope } from '../language/scope.ts';
import type { FunctionKind } from '@bud/value';
import {
  childrenOf,
  isClass,
  isFunction,
  isWrapper,
  unwrap,
  type Class,
  type FunctionNode,
  type Node,
} from '../language/syntax.ts';
import { createTargets, type Targets } from './target.ts';

/** Everything later stages need to know of one file; made in a single walk. */
export interface Found {
  /** In the order of the text, outer before inner. */
  readonly functions: readonly FoundFunction[];
  readonly classes: readonly FoundClass[];
  readonly targets: Targets;
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

/** Nodes whose identifiers refer to nothing. */
const leaves: ReadonlySet<string> = new Set([
  'ImportDefaultSpecifier',
  'ImportNamespaceSpecifier',
  'ImportSpecifier',
  'MetaProperty',
]);

/** What surrounds the node being visited. */
interface Surroundings {
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
 * Finds every function of a file with its name, scope and what it refers to. `offsets` are where marks point at,
 * ascending. One walk and one table of node types; this file is that walk.
 */
export function find({ program, isModule, isTypeScript }: Parsed, fileStem: string, offsets: readonly number[]): Found {
  const functions: FoundFunction[] = [];
  const classes: FoundClass[] = [];
  const targets = createTargets(offsets);
  const writtenNames = new Set<string>();
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
  return { functions, classes, targets, writtenNames, hasDynamicNames, topScope, loadsCommonJs, isTypeScript };

  function visitChildren(node: Node, place: Surroundings): void {
    ancestors.push(node);
    for (const child of childrenOf(node)) if (!isPlainKey(node, child)) visit(child, place);
    ancestors.pop();
  }

  function visit(node: Node, place: Surroundings): void {
    targets.note(node);
    if (isFunction(node)) return visitFunction(node, place);
    if (isClass(node)) return visitClass(node, place);
    noteReference(node, place);
    noteWrite(node);
    declareNames(node, place.scope);
    if (!leaves.has(node.type)) visitChildren(node, insideOf(node, place));
  }

  function noteReference(node: Node, { receivers, scope }: Surroundings): void {
    const uses = (use: keyof Uses): void => receivers.forEach((receiver) => (receiver[use] = true));
    switch (node.type) {
      case 'Identifier':
        if (node.name === 'arguments') uses('arguments');
        if (commonJsNames.has(node.name)) commonJsUses.push([node.name, scope]);
        return;
      case 'Super':
        return uses('super');
      case 'MetaProperty':
        return node.meta.name === 'new' ? uses('newTarget') : undefined;
      case 'WithStatement':
        hasDynamicNames = true;
        return;
      case 'CallExpression':
        if (!isNamed(unwrap(node.callee), 'eval')) return;
        hasDynamicNames = true;
        return uses('eval');
      default:
    }
  }

  function noteWrite(node: Node): void {
    switch (node.type) {
      case 'AssignmentExpression':
        return write(node.left);
      case 'UpdateExpression':
        return write(node.argument);
      case 'ForInStatement':
      case 'ForOfStatement':
        return node.left.type === 'VariableDeclaration' ? undefined : write(node.left);
      default:
    }
  }

  /** What surrounds the children of a node. */
  function insideOf(node: Node, place: Surroundings): Surroundings {
    switch (node.type) {
      case 'BlockStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'ForStatement':
      case 'SwitchStatement':
        return { ...place, scope: openScope(place.scope, false) };
      case 'CatchClause': {
        const scope = openScope(place.scope, false);
        if (node.param !== null) for (const name of boundNames(node.param)) declare(scope, name, 'lexical');
        return { ...place, scope };
      }
      case 'StaticBlock':
      case 'TSModuleBlock':
        return { ...place, scope: openScope(place.scope, true) };
      case 'WithStatement':
        return { ...place, isInsideWith: true };
      case 'ObjectExpression':
        return { ...place, class: null, label: labelOf(node, place) ?? place.label };
      default:
        return place;
    }
  }

  function visitFunction(node: FunctionNode, place: Surroundings): void {
    const uses: Uses = { arguments: false, super: false, newTarget: false, eval: false };
    const isArrow = node.type === 'ArrowFunctionExpression';
    if (node.type === 'FunctionDeclaration' && node.id !== null)
      declareFunction(node.id.name, place.scope, place.isStrict);
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
      isExportBinding: !isModule && isExportBinding(node, ancestors),
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
    const inside: Surroundings = {
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
    targets.note(node.body);
    if (node.body.type === 'BlockStatement') visitChildren(node.body, inside);
    else visit(node.body, inside);
    ancestors.pop();
  }

  function visitClass(node: Class, place: Surroundings): void {
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

  function labelOf(node: Node, place: Surroundings): string | null {
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
