import type { FoundFunction } from '../../find/function.ts';
import { isNameOnly } from '../../find/walk.ts';
import { parameterNames, runtimeParameters } from '../../language/parameter.ts';
import { boundNames } from '../../language/scope.ts';
import { childrenOf, type Comment, type Node } from '../../language/syntax.ts';
import type { PlannedFront } from '../plan.ts';
import { isIgnoredAt } from '../prelude.ts';
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
  readonly comments: readonly Comment[];
}

/**
 * Plans a front for a function that stays whole: `({ step }) => <b>{step}</b>` gets `(__bud0) => …` in front of it, which
 * passes on what it is given. What is recorded of a pattern is read from it another time, while recording.
 */
export function planFront(
  found: FoundFunction,
  inputs: readonly string[],
  { prefix, siteName, code, comments }: Emitting,
): Fronted {
  const { node, standing } = found;
  const parameters = frontParameters(found, prefix);
  const { patterns, unread } = readingOf(found, parameters, inputs, code);
  const ownName = node.type === 'ArrowFunctionExpression' ? null : (node.id?.name ?? null);
  const isDeclaration = standing.as === 'declaration';
  // Inside of itself, a named function expression means the one that is tracked.
  const mentionsItself = !isDeclaration && ownName !== null && mentions([node.body, ...node.params], ownName);
  return {
    front: {
      stands: mentionsItself ? 'expression' : standing.as,
      behind: isDeclaration ? `${hookPrefix(prefix)}_${ownName}` : `${hookPrefix(prefix)}$${siteName}`,
      statementStart: standing.statementStart,
      isIgnored: isIgnoredAt(standing.statementStart, comments, code),
      start: node.start,
      end: node.end,
      renamedAt: isDeclaration || mentionsItself ? (node.id?.start ?? null) : null,
      ownName,
      name: ownName ?? standing.name,
      parameters: parameters.map(passedName),
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
  readonly name: string;
  readonly isRest: boolean;
  /** The front has the very value under the very name. */
  readonly isItself: boolean;
  /** What it binds in the function, and what stands for each of that where it is not read. */
  readonly patterns: readonly (readonly [pattern: Node, otherwise: string])[];
}

/** From the first default on, `length` counts no more, and a front takes what is left as a list. */
function frontParameters({ node }: FoundFunction, prefix: string): readonly FrontParameter[] {
  const parameters = runtimeParameters(node);
  const firstDefault = parameters.findIndex(({ type }) => type === 'AssignmentPattern');
  const heads = firstDefault === -1 ? parameters : parameters.slice(0, firstDefault);
  const named = parameters.map((pattern, index) => [pattern, `${prefix}${index}`] as const);
  const tail = named.slice(heads.length);
  const [first] = tail;
  return [
    ...named.slice(0, heads.length).map(([pattern, otherwise]) => frontParameter(pattern, otherwise)),
    ...(first === undefined ? [] : [{ name: first[1], isRest: true, isItself: false, patterns: tail }]),
  ];
}

function frontParameter(pattern: Node, otherwise: string): FrontParameter {
  const isRest = pattern.type === 'RestElement';
  const inner = isRest ? pattern.argument : pattern;
  const isItself = inner.type === 'Identifier';
  return { name: isItself ? inner.name : otherwise, isRest, isItself, patterns: [[pattern, otherwise]] };
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
    const isWanted = parameter.patterns.some(([pattern]) => boundNames(pattern).some((name) => wanted.has(name)));
    if (parameter.isItself || !isWanted) continue;
    const readings = parameter.patterns.map(([pattern, otherwise]) => ({
      ...readAgain(pattern, names, code),
      otherwise,
    }));
    unread.push(...readings.flatMap((reading) => reading.unread).filter((name) => wanted.has(name)));
    if (readings.some((reading) => reading.code !== null))
      patterns.set(parameter, readings.map((reading) => reading.code ?? reading.otherwise).join(', '));
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
