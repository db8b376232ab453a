import type { FunctionNode, Node } from '../language/syntax.ts';

type Path = readonly Node[];

/**
 * What React's compiler looks at to tell components and hooks from other functions; which ones it takes is said in
 * `plan/component`. Facts of babel-plugin-react-compiler 1.0 and its ports, which go by the same ones.
 */
export interface Standing {
  /**
   * `declaration`: with a name. `statement`: all that is left of one that declares a variable. `argument`: the first of a
   * call that runs once. `expression`: anywhere else.
   */
  readonly as: 'declaration' | 'statement' | 'argument' | 'expression';
  /** By which it can be a component or a hook. */
  readonly name: string | null;
  /** An argument of `memo` or `forwardRef`, which makes a component of it. */
  readonly isWrapped: boolean;
  /** Where the last argument of that call ends, when it has another one. */
  readonly lastArgumentEnd: number | null;
  /** Where the statement of a function or of its variable begins, with the `export` in front of it. */
  readonly statementStart: number;
}

/** What a function itself does, without those inside of it; members of objects belong to it. */
export interface Rendering {
  /** It has JSX or calls a hook. */
  usesReact: boolean;
  /** What its last `return` gives back; `undefined` without one. */
  lastReturn: Node | null | undefined;
}

const hookName = /^use[A-Z0-9]/;

/** `useState`, `React.useState`. */
export function isHookCall(callee: Node): boolean {
  if (callee.type === 'Identifier') return hookName.test(callee.name);
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return false;
  const { object, property } = callee;
  return hookName.test(property.name) && object.type === 'Identifier' && isComponentName(object.name);
}

export function isComponentName(name: string): boolean {
  return /^[A-Z]/.test(name);
}

export function isHookName(name: string): boolean {
  return hookName.test(name);
}

export function standingOf(node: FunctionNode, path: Path): Standing {
  const holder = path.at(-1);
  const statementStart = holder !== undefined && holder.type.startsWith('Export') ? holder.start : node.start;
  const nowhere: Standing = { as: 'expression', name: null, isWrapped: false, lastArgumentEnd: null, statementStart };
  if (node.type === 'FunctionDeclaration') return { ...nowhere, as: 'declaration', name: node.id?.name ?? null };
  const index = path.findLastIndex(({ type }) => type !== 'ParenthesizedExpression');
  const isBare = index === path.length - 1;
  const parent = path[index];
  const above = path.slice(0, index);
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') {
    const { name } = parent.id;
    const as = isBare && endsStatement(parent, above) ? 'statement' : 'expression';
    const statement = above.at(-2)?.type === 'ExportNamedDeclaration' ? above.at(-2) : above.at(-1);
    return { ...nowhere, name, as, statementStart: statement?.start ?? node.start };
  }
  if (parent?.type !== 'CallExpression' || !makesComponent(parent.callee)) return nowhere;
  const [first, second] = parent.arguments;
  const isPlain = parent.arguments.length <= 2 && second?.type !== 'SpreadElement';
  const isArgument = isBare && first === node && isPlain && above.every(({ type }) => runsOnce.has(type));
  return {
    ...nowhere,
    as: isArgument ? 'argument' : 'expression',
    isWrapped: true,
    lastArgumentEnd: second?.end ?? null,
  };
}

/** `memo`, `React.forwardRef`. */
function makesComponent(callee: Node): boolean {
  const isReact =
    callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'React';
  const name = isReact ? callee.property : callee;
  return name.type === 'Identifier' && (name.name === 'memo' || name.name === 'forwardRef');
}

/** What is evaluated once, together with the file. */
const runsOnce: ReadonlySet<string> = new Set([
  'Program',
  'ExportNamedDeclaration',
  'ExportDefaultDeclaration',
  'ExpressionStatement',
  'VariableDeclaration',
  'VariableDeclarator',
  'CallExpression',
  'ParenthesizedExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
]);

const statementLists: ReadonlySet<string | undefined> = new Set([
  'Program',
  'BlockStatement',
  'StaticBlock',
  'SwitchCase',
  'TSModuleBlock',
]);

/** Whether another statement can follow a variable where its value ends. */
function endsStatement(declarator: Node, above: Path): boolean {
  const declaration = above.at(-1);
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.at(-1) !== declarator) return false;
  const holder = above.at(-2);
  return statementLists.has(holder?.type === 'ExportNamedDeclaration' ? above.at(-3)?.type : holder?.type);
}
