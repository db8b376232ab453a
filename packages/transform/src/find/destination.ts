import { directivesOf, unwrap, type FunctionNode, type Node } from '../language/syntax.ts';

/**
 * Where another compiler or a library takes a function, by a directive that it is under or by the call that it is handed to:
 * it becomes an endpoint of the `server`, and is called with parameters of that compiler's as well; or its source, and that
 * of all functions inside, runs `elsewhere`; or it is moved `before-imports`.
 */
export type Destination = 'server' | 'elsewhere' | 'before-imports';

/** What surrounds functions that are taken away, all functions inside of them included. */
export interface TakenAway {
  readonly to: Exclude<Destination, 'server'>;
  /** The call that takes them, `page.evaluate`; `null` for a directive. */
  readonly by: string | null;
}

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

/** Calls that take what they are handed away: by their last name, and by what stands in front of it where that counts. */
const takingCalls: readonly { readonly to: TakenAway['to']; readonly names: RegExp; readonly of: RegExp }[] = [
  // Vitest and Jest move them in front of the imports of a file.
  { to: 'before-imports', names: /^hoisted$/, of: /^(?:vi|vitest)$/ },
  { to: 'before-imports', names: /^mock$/, of: /^jest$/ },
  // Playwright, Puppeteer, WebdriverIO, Selenium and browser extensions send the source of a function to a page.
  {
    to: 'elsewhere',
    names: /^(?:\$\$?eval|evaluate(?:All|Handle|OnNewDocument)|addInitScript|waitForFunction)$/,
    of: /./,
  },
  { to: 'elsewhere', names: /^execute(?:Async)?Script$/, of: /./ },
  { to: 'elsewhere', names: /^evaluate$/, of: /(?:page|frame|locator|handle|element|worker)(?:\.[\w$]+)*$/i },
  { to: 'elsewhere', names: /^execute(?:Async)?$/, of: /^browser$/ },
  // Reanimated makes worklets of their functions, without a directive.
  { to: 'elsewhere', names: /^useAnimated(?:Style|Props|Reaction|ScrollHandler)$/, of: /^$/ },
  { to: 'elsewhere', names: /^(?:useDerivedValue|useFrameCallback|(?:runOn|scheduleOn)(?:UI|Runtime))$/, of: /^$/ },
];

/** Where a call takes the functions that it is handed: `vi.hoisted(() => { … })`. */
export function takenByCall(callee: Node): TakenAway | null {
  const name = lastName(callee);
  // What stands in front is read only then: of a long chain of calls every callee contains the one before.
  const named = takingCalls.filter(({ names }) => names.test(name));
  if (named.length === 0) return null;
  const owner = callee.type === 'MemberExpression' ? pathOf(callee.object) : '';
  const found = named.find(({ of }) => of.test(owner));
  return found === undefined ? null : { to: found.to, by: owner === '' ? name : `${owner}.${name}` };
}

/** `a.b` → a.b; `(await a.b()).c` → a.b.c; what has no name is ''. */
function pathOf(node: Node): string {
  const inner = unwrap(node);
  if (inner.type === 'CallExpression') return pathOf(inner.callee);
  if (inner.type === 'AwaitExpression') return pathOf(inner.argument);
  return inner.type === 'MemberExpression' ? `${pathOf(inner.object)}.${lastName(inner)}` : lastName(inner);
}

function lastName(node: Node): string {
  if (node.type === 'ThisExpression') return 'this';
  const named = node.type === 'MemberExpression' && !node.computed ? node.property : node;
  return named.type === 'Identifier' ? named.name : '';
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
