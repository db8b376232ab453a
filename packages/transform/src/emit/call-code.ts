import type { PlannedFront, PlannedFunction } from '../plan/plan.ts';

/** Read by istanbul and by what reads V8's coverage off a syntax tree: the statement behind it is nobody's untested code. */
export const hint = '/* istanbul ignore next */';

export function isGenerator({ site }: PlannedFunction): boolean {
  return site.runs === 'generator' || site.runs === 'async-generator';
}

/** What is returned while a call is recorded: what the recorder makes of it. */
export function answer(planned: PlannedFunction, call: string, prefix: string): string {
  if (planned.site.runs === 'async') return awaitedCall(call, prefix);
  return `return ${call}, ${isGenerator(planned) ? `yield* ${prefix}.iterate()` : `${prefix}.call()`};`;
}

/** What an async function does with the promise of the call: it awaits it, and tells the recorder how it has settled. */
function awaitedCall(call: string, prefix: string): string {
  const [begun, error] = [`${prefix}_begun`, `${prefix}_error`];
  return `{ ${call}; const ${begun} = ${prefix}.begin(); try { return ${begun}.end(await ${begun}.promise); } catch (${error}) { throw ${begun}.fail(${error}); } }`;
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

function detailsCode(
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
