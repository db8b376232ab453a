import { fullMessage } from '@bud/project';
import type { Problem } from '@bud/transform';

import type { NativeBuildContext } from '../unplugin.ts';

export type WebpackLike = Extract<NativeBuildContext, { framework: 'webpack' | 'rspack' }>;

/**
 * Reports a problem as part of its module, so that it stays while watching, when other modules are built again, and is
 * kept with the module in a persistent cache.
 */
export function reportInModule(
  { framework, compiler, loaderContext }: WebpackLike,
  problem: Problem,
  isError: boolean,
): void {
  if (loaderContext === undefined) return;
  const error = Object.assign(new compiler.webpack.WebpackError(fullMessage(problem)), { hideStack: true });
  if (framework === 'rspack') {
    // Rspack takes no location for a message of a loader; location and frame are in the message.
    loaderContext[isError ? 'emitError' : 'emitWarning'](error);
    return;
  }
  // webpack counts columns from 0 and prints `loc` next to the module. `emitWarning` would lose it.
  const loc = { start: { line: problem.line, column: problem.column - 1 } };
  loaderContext._module?.[isError ? 'addError' : 'addWarning'](Object.assign(error, { loc }));
}

/** Reports a problem that belongs to no module. */
export function reportInCompilation({ compiler, compilation }: WebpackLike, problem: Problem, isError: boolean): void {
  const error = Object.assign(new compiler.webpack.WebpackError(fullMessage(problem)), { hideStack: true });
  compilation?.[isError ? 'errors' : 'warnings'].push(error);
}
