import { keyName } from '../language/key.ts';
import {
  isClassNode,
  isFunctionNode,
  onlyFunctionArgument,
  unwrap,
  type Class,
  type FunctionNode,
  type MethodDefinition,
  type Node,
  type PlainFunction,
} from '../language/syntax.ts';
import type { Mark } from '../mark/mark.ts';
import type { Finding } from '../problem.ts';
import { exportedAsDefault } from './export-binding.ts';
import type { Found } from './find.ts';
import type { FoundClass, FoundFunction } from './function.ts';

/** What the marks of a file reached. */
export interface Attached {
  readonly functions: ReadonlyMap<FoundFunction, readonly Mark[]>;
  readonly classes: ReadonlyMap<FoundClass, readonly Mark[]>;
  readonly findings: readonly Finding[];
}

/** Gives each mark the function or class that begins at its target; a mark that reaches nothing is a finding. */
export function attach(found: Found, marks: readonly Mark[]): Attached {
  const byNode = new Map<Node, FoundFunction | FoundClass>(
    [...found.functions, ...found.classes].map((item) => [item.node, item]),
  );
  const functions = new Map<FoundFunction, Mark[]>();
  const classes = new Map<FoundClass, Mark[]>();
  const findings: Finding[] = [];
  for (const mark of marks) {
    const reached = reachFrom(mark.target, found);
    const item = typeof reached === 'string' ? undefined : byNode.get(reached);
    if (item === undefined) {
      if (found.decorateCalls.some(({ start, end }) => start < mark.start && mark.end < end)) continue;
      const nodes = found.targets.starts.get(mark.target);
      findings.push(missedBy(mark, reached === 'several' ? 'several' : 'nothing', functionsIn(nodes, found)));
    } else if ('functions' in item) {
      classes.set(item, [...(classes.get(item) ?? []), mark]);
      if (item.functions.length === 0) findings.push(emptyClass(mark, item));
    } else {
      functions.set(item, [...(functions.get(item) ?? []), mark]);
    }
  }
  return { functions, classes, findings };
}

/** A mark, and the function or class that it attaches to. Offsets are UTF-16. */
export interface AttachedMark {
  readonly start: number;
  readonly end: number;
  /** `null`: it attaches to nothing, which is a problem. */
  readonly target: { readonly kind: 'function' | 'class'; readonly name: string; readonly start: number } | null;
}

/** What each mark of a file attaches to, in source order. */
export function attachedMarks(marks: readonly Mark[], { functions, classes }: Attached): readonly AttachedMark[] {
  const targets = new Map<Mark, AttachedMark['target']>();
  for (const [{ name, node }, attached] of functions) {
    for (const mark of attached) targets.set(mark, { kind: 'function', name, start: node.start });
  }
  for (const [{ name, node }, attached] of classes) {
    for (const mark of attached) targets.set(mark, { kind: 'class', name, start: node.start });
  }
  return marks.map((mark) => ({ start: mark.start, end: mark.end, target: targets.get(mark) ?? null }));
}

type Reached = FunctionNode | Class | 'several' | 'nothing';

function reachFrom(target: number, found: Found): Reached {
  for (const node of found.targets.starts.get(target) ?? []) {
    const reached = exportedAsDefault(node, found) ?? reach(node, found);
    if (reached !== 'nothing') return reached;
  }
  const head = found.targets.heads.get(target);
  return head === undefined ? 'nothing' : (exportedAsDefault(head, found) ?? reach(head, found));
}

/** The function or class that a node declares or holds. */
function reach(node: Node, found: Found): Reached {
  if (isFunctionNode(node) || isClassNode(node)) return node;
  switch (node.type) {
    case 'ExportNamedDeclaration':
      return node.declaration === null ? 'nothing' : reach(node.declaration, found);
    case 'ExportDefaultDeclaration':
      return held(node.declaration, found);
    case 'TSExportAssignment':
      return held(node.expression, found);
    case 'VariableDeclaration': {
      const [first] = node.declarations;
      return first === undefined ? 'nothing' : reach(first, found);
    }
    case 'VariableDeclarator':
      return node.init === null ? 'nothing' : held(node.init, found);
    case 'ExpressionStatement':
      return reach(node.expression, found);
    case 'AssignmentExpression':
      return held(node.right, found);
    case 'ParenthesizedExpression':
    case 'TSTypeAssertion':
      return reach(unwrap(node), found);
    case 'Property':
      return held(node.value, found);
    case 'MethodDefinition':
      return isFunctionNode(node.value) ? node.value : implementationOfMethod(node, found);
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return node.value === null ? 'nothing' : held(node.value, found);
    case 'TSDeclareFunction':
      return implementationOfFunction(node, found);
    default:
      return 'nothing';
  }
}

/** What a binding or member is initialized with: a function, a class, or a call that is given exactly one function. */
function held(value: Node, found: Found): Reached {
  const inner = unwrap(value);
  if (inner.type === 'AssignmentExpression') return held(inner.right, found);
  return inner.type === 'CallExpression' ? (onlyFunctionArgument(inner) ?? 'nothing') : reach(inner, found);
}

/** Overloads come before their implementation. */
function implementationOfFunction(overload: PlainFunction, { functions }: Found): Reached {
  if (overload.declare === true) return 'nothing';
  const implementation = functions.find(
    ({ node }) =>
      node.type === 'FunctionDeclaration' && node.start > overload.start && node.id?.name === overload.id?.name,
  );
  return implementation?.node ?? 'nothing';
}

function implementationOfMethod(overload: MethodDefinition, { functions, classes }: Found): Reached {
  const owner = classes.find(({ node }) => node.body.body.includes(overload));
  const name = keyName(overload.key, overload.computed);
  const implementation = functions.find(
    ({ member }) =>
      owner !== undefined &&
      member?.class === owner &&
      member.node.type === 'MethodDefinition' &&
      member.node.static === overload.static &&
      member.node.start > overload.start &&
      keyName(member.node.key, member.node.computed) === name,
  );
  return implementation?.node ?? 'nothing';
}

/** The outermost functions of what begins where a mark points to. */
function functionsIn(nodes: readonly Node[] = [], { functions }: Found): readonly FoundFunction[] {
  const inside = functions.filter(({ node }) => nodes.some(({ start, end }) => start <= node.start && node.end <= end));
  return inside.filter(({ outer }) => outer === null || !inside.includes(outer));
}

function missedBy(mark: Mark, why: 'several' | 'nothing', inside: readonly FoundFunction[]): Finding {
  const { start, end } = mark;
  if (why === 'several') {
    return {
      code: 'BUD103',
      message: 'this @track could mean any of several functions in the call',
      remedy: 'Put the mark right before the function it is for.',
      start,
      end,
    };
  }
  return {
    code: 'BUD101',
    message: 'this @track attaches to nothing',
    remedy: whereItBelongs(inside),
    start,
    end,
  };
}

function whereItBelongs(inside: readonly FoundFunction[]): string {
  const [first, ...others] = inside;
  if (first === undefined)
    return 'Put the mark right before a function, a method, a class, or a variable or property that holds a function.';
  if (others.length > 0) {
    const named = inside.filter(({ isAnonymous }) => !isAnonymous).map(({ name }) => name);
    const examples = named.length === 0 ? '' : `, such as ${[...new Set(named)].slice(0, 2).join(' or ')}`;
    return `Put the mark right before one of the functions in it${examples}.`;
  }
  return `Put the mark right before the function in it${first.isAnonymous ? '' : `, ${first.name}`}.`;
}

function emptyClass({ start, end }: Mark, { name }: FoundClass): Finding {
  return {
    code: 'BUD109',
    message: `class ${name} has no method for this @track`,
    remedy: 'Put the mark on the constructor or accessor itself, or remove it.',
    start,
    end,
  };
}
