import { objectKey, property } from '../language/literal.ts';
import type { PlannedFront, PlannedFunction } from '../plan/plan.ts';
import { answer, handedCall, hint } from './call-code.ts';

/** What is written around a function that stays whole. */
export interface FrontCode {
  /** In front of the statement of a declaration: for coverage tools, the front is nobody's untested code. */
  readonly hint: string;
  /** In front of the function. */
  readonly before: string;
  /** In front of its own name, when that becomes the front's alone. */
  readonly rename: string;
  /** After the function. */
  readonly after: string;
  /** After the last argument of the call that it is an argument of. */
  readonly afterArguments: string;
}

/**
 * The words of a front, for every emitter, which may have it stand another way than the plan says:
 *
 *     declaration   function Page({ id }) { … }
 *                   function Page(__bud0) { … return useBud_Page(__bud0); } function useBud_Page({ id }) { … }
 *     statement     const Page = ({ id }) => …;
 *                   const Page = (__bud0) => { … }; const useBud$Page = ({ id }) => …;
 *     argument      memo(({ id }) => …, same)
 *                   memo((__bud0) => { … }, (useBud$Page = (() => { const useBud$Page = ({ id }) => …; return useBud$Page; })(), same))
 *     expression    [({ id }) => …]
 *                   [(() => { const useBud$Page = ({ id }) => …; return (__bud0) => { … }; })()]
 *
 * All of them leave the front where React's tools look for the component, with its name, and give the function itself the
 * name of a hook: React's compiler compiles it, and React Refresh counts its hooks among those of the component.
 */
export function frontCode(
  planned: PlannedFunction,
  front: PlannedFront,
  prefix: string,
  stands: PlannedFront['stands'] = front.stands,
): FrontCode {
  const { behind, renamedAt } = front;
  const rename = renamedAt === null ? '' : behind.slice(0, behind.search(/[_$]/) + 1);
  const fronting = functionInFront(planned, front, prefix);
  const made = `(() => { const ${behind} = `;
  const isLast = front.lastArgumentEnd === null;
  // What the program says of the statement is about both of them.
  const ignored = front.isIgnored ? `${hint} ` : '';
  const codes: Readonly<Record<PlannedFront['stands'], readonly [before: string, after: string, last: string]>> = {
    declaration: [`${fronting} ${ignored}`, '', ''],
    statement: [`${fronting}; ${ignored}const ${behind} = `, '', ''],
    argument: [
      `${hint} ${fronting}, (${behind} = ${made}`,
      `; return ${behind}; })()${isLast ? ', void 0)' : ''}`,
      isLast ? '' : ')',
    ],
    expression: [`/* @__PURE__ */ ${made}`, `; ${returned(fronting, front)} })()${read(front)}`, ''],
  };
  const [before, after, afterArguments] = codes[stands];
  return { hint: stands === 'declaration' ? hint : '', before, rename, after, afterArguments };
}

/** Declared behind the sites, for a function that is set while an argument is evaluated. */
export function frontVariables({ functions }: { readonly functions: readonly PlannedFunction[] }): readonly string[] {
  return functions.flatMap(({ front }) => (front?.stands === 'argument' ? [front.behind] : []));
}

/** React's compiler is told to leave it alone: it would find a hook under a condition in it. */
function functionInFront(planned: PlannedFunction, front: PlannedFront, prefix: string): string {
  const { isArrow, site } = planned;
  const isAsync = site.runs === 'async';
  const { behind, parameters, reading } = front;
  const call = handedCall(planned, prefix, behind, 'void 0', reading);
  const passed = planned.arguments.join(', ');
  const off = `return ${isAsync ? 'await ' : ''}${behind}(${passed});`;
  const block = `{ 'use no memo'; ${hint} { if (${prefix}.on) ${answer(planned, call, prefix)} ${off} } }`;
  const list = `(${parameters.join(', ')})`;
  const head = isArrow ? `${list} =>` : `function${front.ownName === null ? ' ' : ` ${front.ownName}`}${list}`;
  return `${isAsync ? 'async ' : ''}${head} ${block}`;
}

/** Gives the front the name that the function would have had where it stands. */
function returned(fronting: string, { name, ownName, renamedAt }: PlannedFront): string {
  if (ownName !== null && renamedAt !== null) return `${fronting} return ${ownName};`;
  return name === null || ownName !== null ? `return (${fronting});` : `return { ${objectKey(name)}: ${fronting} };`;
}

/** Read outside of what makes it: Bun takes the function out of an object that it is read from at once, without its name. */
function read({ name, ownName }: PlannedFront): string {
  return name === null || ownName !== null ? '' : property(name);
}
