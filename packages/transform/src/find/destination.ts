import { memberPath } from '../language/key.ts';
import { directivesOf, type FunctionNode, type Node } from '../language/syntax.ts';

/**
 * Where another compiler takes a function, by a directive that it is under: it becomes an endpoint of the `server`, and is
 * called with parameters of that compiler's as well; or its source, and that of all functions inside, runs `elsewhere`; or
 * it is moved `before-imports`.
 */
export type Destination = 'server' | 'elsewhere' | 'before-imports';

/** React and Next.js, Next.js, Reanimated, Vercel's Workflow. */
const destinations: readonly (readonly [RegExp, Destination])[] = [
  [/^use (?:server|cache(?:: .+)?)$/, 'server'],
  [/^(?:worklet|use (?:step|workflow))$/, 'elsewhere'],
];

/** What the directives at the beginning of a program or of a function's body say. */
export function destinationOf(body: readonly Node[]): Destination | null {
  const directives = directivesOf(body);
  return destinations.find(([pattern]) => directives.some((directive) => pattern.test(directive)))?.[1] ?? null;
}

/** What Vitest moves in front of the imports of a file, together with the functions in it: `vi.hoisted(() => { … })`. */
export function isHoisted(callee: Node): boolean {
  return /^(?:vi|vitest)\.hoisted$/.test(memberPath(callee)?.join('.') ?? '');
}

/** For a function, given what the file says and what surrounds the function. */
export function destinationOfFunction(
  { body, type, async }: FunctionNode,
  file: Destination | null,
  isInsideFunction: boolean,
): Destination | null {
  const own = body.type === 'BlockStatement' ? destinationOf(body.body) : null;
  if (own !== null || file === 'elsewhere') return own ?? file;
  // Arrows are spared: what is forbidden in a file of server functions is `this`, and they have none.
  return file === 'server' && !isInsideFunction && async && type !== 'ArrowFunctionExpression' ? 'server' : null;
}
