import type { ModulePlan, Problem } from '@bud/transform';

/** AMD, UMD, System and files without modules: there is no statement that would load the gate in all of them. */
export function unloadableProblem({ functions, gate }: ModulePlan): Problem {
  const [first] = functions;
  const { file = '', line = 1, column = 1 } = first?.site ?? {};
  const start = first?.body[0] ?? 0;
  return {
    code: 'BUD403',
    message: `"${gate.runtime}" cannot be loaded in the module format that this file is emitted in`,
    remedy: 'Set "module" to an ECMAScript format or to CommonJS.',
    file,
    line,
    column,
    start,
    end: start + 1,
    frame: '',
  };
}
