import type { PlannedFront, PlannedFunction } from '../plan/plan.ts';

/** What is written around the body of a function, which itself stays as it is. */
export interface FunctionCode {
  /** After the directives of a block, or in front of an expression. */
  readonly before: string;
  /** In front of the end of a block, or after an expression. */
  readonly after: string;
}

/** Read by istanbul and by what reads V8's coverage off a syntax tree: the statement behind it is nobody's untested code. */
export const hint = '/* istanbul ignore next */';

export function isGenerator({ site }: PlannedFunction): boolean {
  return site.runs === 'generator' || site.runs === 'async-generator';
}

/** What is returned while a call is recorded: what the recorder makes of it. */
export function answer(planned: PlannedFunction, call: string, prefix: string): string {
  // The gate's methods never return, to TypeScript; of a function that returns nothing it would infer `undefined`.
  const { types } = planned;
  const type = types === null || types.isAnnotated || types.returns === 'value' ? '' : ' as void';
  if (planned.site.runs === 'async') return awaitedCall(call, prefix, type);
  const iterated = `yield* ${prefix}.iterate()`;
  if (isGenerator(planned)) return `return ${call}, ${type === '' ? iterated : `(${iterated})${type}`};`;
  return `return ${call}, ${prefix}.call()${type};`;
}

/** What an async function does with the promise of the call: it awaits it, and tells the recorder how it has settled. */
function awaitedCall(call: string, prefix: string, type: string): string {
  const [begun, error] = [`${prefix}_begun`, `${prefix}_error`];
  return `{ ${call}; const ${begun} = ${prefix}.begin(); try { return ${begun}.end(await ${begun}.promise)${type}; } catch (${error}) { throw ${begun}.fail(${error}); } }`;
}

/**
 * Lays a call down on the gate. Assignments need less room in the frame of the function than arguments of a call do, and
 * that room is taken while nothing is recorded, too: it is what deep recursion runs out of.
 */
export function handedCall(
  planned: PlannedFunction,
  prefix: string,
  callee: string,
  receiver: string,
  reading: PlannedFront['reading'] = null,
): string {
  const { passesArguments, siteName, handsByCall } = planned;
  const passed = passesArguments ? ['arguments'] : planned.arguments.map(withoutDots);
  const handed = [`${prefix}_${siteName}`, callee, receiver, ...passed].join(', ');
  const details = detailsCode(planned, reading);
  if (handsByCall) return `${prefix}_hand([${handed}]${details === '' ? '' : `, { ${details} }`})`;
  return `${details === '' ? '' : `${prefix}.details = { ${details} }, `}${prefix}.handed = [${handed}]`;
}

/** Does what handing over does, for functions that must not write to the gate themselves. */
export function handCode(prefix: string): string {
  return `${hint} function ${prefix}_hand(handed, details) { ${prefix}.handed = handed; ${prefix}.details = details; }`;
}

export function detailsCode(
  { passesArguments, arguments: passed, values, aggregate }: PlannedFunction,
  reading: PlannedFront['reading'],
): string {
  const hasRest = passesArguments || passed.some((argument) => withoutDots(argument) !== argument);
  return [
    ...(hasRest ? ['hasRest: true'] : []),
    ...(values === null ? [] : [`values: ${valuesCode(values, reading)}`]),
    ...(aggregate === null ? [] : [`aggregate: () => ${aggregate}`]),
  ].join(', ');
}

function valuesCode(values: readonly string[], reading: PlannedFront['reading']): string {
  const list = `[${values.join(', ')}]`;
  return reading === null ? list : `((${reading.patterns.join(', ')}) => ${list})(${reading.arguments.join(', ')})`;
}

/** A rest parameter is handed over as the list that it is. */
function withoutDots(argument: string): string {
  return argument.replace(/^\.\.\./, '');
}
