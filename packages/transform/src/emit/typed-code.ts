import type { PlannedFunction, PlannedTypes } from '../plan/plan.ts';
import { detailsCode, hint, isGenerator, type FunctionCode } from './call-code.ts';

/**
 * The words of an enclosed body in text that a compiler type-checks. The body is an argument of a call that is returned:
 * its parameters have the types of the arguments, and what it returns is inferred as it would be without tracking.
 *
 *     load(id) { return id }
 *     load(id) { return __bud_enclosed.run(__bud_load, void 0, (id) => { return id }, id); }
 *
 * What is passed on by a list is typed as empty, because the body reads it from its own `arguments`.
 */
export function typedEncloseCode(planned: PlannedFunction, types: PlannedTypes, prefix: string): FunctionCode {
  const { before, after } = callOf(planned, types, prefix);
  return planned.isExpressionBody ? { before: `{ ${before} return `, after: `; ${after} }` } : { before, after };
}

function callOf(planned: PlannedFunction, { returns, mayGuard, usesThis }: PlannedTypes, prefix: string): FunctionCode {
  const result = returns === 'nothing' ? '' : 'return ';
  const { site, siteName, arguments: names, passesArguments } = planned;
  const [enclosed, opened, error] = [`${prefix}_enclosed`, `${prefix}_opened`, `${prefix}_error`];
  const details = detailsCode({ ...planned, passesArguments: false }, null);
  const about = `${prefix}_${siteName}, ${details === '' ? 'void 0' : `{ ${details} }`}`;
  const parameters = names.join(', ');
  const passed = passesArguments ? ', ...(arguments as unknown as [])' : names.map((name) => `, ${name}`).join('');
  if (isGenerator(planned)) {
    const asynchronous = site.runs === 'async-generator' ? 'async ' : '';
    const self = usesThis ? 'this' : 'void 0';
    return {
      before: `${result}yield* ${enclosed}.iterate(${about}, ${self}, ${asynchronous}function* (${parameters}) {`,
      after: `}${passed});`,
    };
  }
  if (site.runs !== 'async') {
    return {
      before: `${result}${enclosed}.${mayGuard ? 'tell' : 'run'}(${about}, (${parameters}) => {`,
      after: `}${passed});`,
    };
  }
  const failed = `catch (${error}) { ${hint} throw ${opened}.fail(${error}); }`;
  return {
    before: `const ${opened} = ${enclosed}.open(${about}); try { ${result}${opened}.end(await ${opened}.run(async (${parameters}) => {`,
    after: `}${passed})); } ${failed}`,
  };
}
