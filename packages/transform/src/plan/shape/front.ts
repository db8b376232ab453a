import type { FoundFunction } from '../../find/function.ts';
import { isNameOnly } from '../../find/walk.ts';
import { parameterNames, parametersOf } from '../../language/parameter.ts';
import { boundNames } from '../../language/scope.ts';
import { childrenOf, type Node } from '../../language/syntax.ts';
import type { PlannedFront } from '../plan.ts';
import { readAgain } from './read-again.ts';

/** A front, what it passes on, and the names of captured values that it cannot have. */
export interface Fronted {
  readonly front: PlannedFront;
  readonly arguments: readonly string[];
  readonly unread: readonly string[];
}

/** The names of what is emitted, and the source text of the file. */
interface Emitting {
  readonly prefix: string;
  readonly siteName: string;
  readonly code: string;
}

/**
 * Plans a front for a function that stays whole: `({ step }) => <b>{step}</b>` gets `(__bud0) => …` in front of it, which
 * passes on what it is given. What is recorded of a pattern is read from it another time, while recording.
 */
export function planFront(
  found: FoundFunction,
  inputs: readonly string[],
  { prefix, siteName, code }: Emitting,
): Fronted {
  const { node, standing } = found;
  const parameters = parametersOf(node).map((parameter, index) => frontParameter(parameter, `${prefix}${index}`));
  const { patterns, unread } = readingOf(found, parameters, inputs, code);
  const ownName = node.type === 'ArrowFunctionExpression' ? null : (node.id?.name ?? null);
  const isDeclaration = standing.as === 'declaration';
  // Inside of itself, a named function expression means the one that is tracked.
  const mentionsItself = !isDeclaration && ownName !== null && mentions([node.body, ...node.params], ownName);
  return {
    front: {
      stands: mentionsItself ? 'expression' : standing.as,
      behind: isDeclaration ? `${hookPrefix(prefix)}_${ownName}` : `${hookPrefix(prefix)}$${siteName}`,
      start: node.start,
      end: node.end,
      renamedAt: isDeclaration || mentionsItself ? (node.id?.start ?? null) : null,
      ownName,
      name: ownName ?? standing.name,
      parameters: declared(parameters),
      reading:
        patterns.size === 0
          ? null
          : { patterns: [...patterns.values()], arguments: [...patterns.keys()].map(passedName) },
      lastArgumentEnd: standing.lastArgumentEnd,
    },
    arguments: parameters.map(passedName),
    unread,
  };
}

/** What names of functions behind a front begin with: React's tools know a hook by it. */
export function hookPrefix(prefix: string): string {
  return prefix.replace('__bud', 'useBud');
}

interface FrontParameter {
  readonly pattern: Node;
  readonly name: string;
  readonly isRest: boolean;
  /** The front has the very value under the very name. */
  readonly isItself: boolean;
}

function frontParameter(pattern: Node, otherwise: string): FrontParameter {
  const isRest = pattern.type === 'RestElement';
  const inner = isRest ? pattern.argument : pattern;
  const named = inner.type === 'AssignmentPattern' ? inner.left : inner;
  const name = named.type === 'Identifier' ? named.name : otherwise;
  return { pattern, name, isRest, isItself: inner.type === 'Identifier' };
}

/** From the first default on, `length` counts no more. */
function declared(parameters: readonly FrontParameter[]): readonly string[] {
  const firstDefault = parameters.findIndex(({ pattern }) => pattern.type === 'AssignmentPattern');
  return parameters.map((parameter, index) =>
    parameter.isRest || firstDefault === -1 || index < firstDefault
      ? passedName(parameter)
      : `${parameter.name} = void 0`,
  );
}

function passedName({ name, isRest }: FrontParameter): string {
  return isRest ? `...${name}` : name;
}

/** How captured values are read that the front does not have already: each such parameter, and the pattern for it. */
function readingOf(
  { node }: FoundFunction,
  parameters: readonly FrontParameter[],
  inputs: readonly string[],
  code: string,
): { readonly patterns: ReadonlyMap<FrontParameter, string>; readonly unread: readonly string[] } {
  const wanted = new Set(inputs);
  const known = new Set(parameters.filter(({ isItself }) => isItself).map(({ name }) => name));
  const names = { parameters: new Set(parameterNames(node)), wanted, known };
  const patterns = new Map<FrontParameter, string>();
  const unread: string[] = [];
  for (const parameter of parameters) {
    const { pattern, isItself } = parameter;
    if (isItself || !boundNames(pattern).some((name) => wanted.has(name))) continue;
    const reading = readAgain(pattern, names, code);
    if (reading.code !== null) patterns.set(parameter, reading.code);
    unread.push(...reading.unread.filter((name) => wanted.has(name)));
  }
  return { patterns, unread };
}

function mentions(nodes: readonly Node[], name: string): boolean {
  return nodes.some((node) => {
    if ((node.type === 'Identifier' || node.type === 'JSXIdentifier') && node.name === name) return true;
    return mentions(
      childrenOf(node).filter((child) => !isNameOnly(node, child)),
      name,
    );
  });
}
