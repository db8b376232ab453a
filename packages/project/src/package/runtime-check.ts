import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

import type { Problem } from '@bud/transform';

import { configurationProblem } from '../problem.ts';
import { packageNameAt } from './manifest.ts';

/** The modules that tracked code can import the gate from: the runtime's own, or the SDK's, which depends on it. */
const gates: readonly [string, ...string[]] = ['@bud/runtime', '@bud/observe/gate'];

/**
 * The first of them that is installed for a project: where a package manager keeps packages apart, what only the SDK depends
 * on cannot be imported. The runtime itself when none is, so that it is what is asked for.
 *
 * @example
 * installedGate(process.cwd()); // '@bud/runtime'
 */
export function installedGate(root: string): string {
  return gates.find((module) => isResolvableFrom(module, join(root, 'package.json'))) ?? gates[0];
}

/**
 * The module that a file of a package imports the gate from: the same as the project's own files where it finds that, else
 * the very file that they find, because package managers that keep packages apart hide it from there.
 */
export function gateFor(runtime: string, file: string, root: string): string {
  if (isResolvableFrom(runtime, file)) return runtime;
  try {
    return createRequire(join(root, 'package.json')).resolve(runtime).replaceAll('\\', '/');
  } catch {
    return runtime;
  }
}

/**
 * Looks once, from the first file that needs it, whether the runtime can be loaded there: for hosts that give plugins no
 * way to resolve.
 */
export function createRuntimeCheck(): (runtime: string, file: string) => readonly Problem[] {
  let isChecked = false;
  return (runtime, file) => {
    if (isChecked) return [];
    isChecked = true;
    return isResolvableFrom(runtime, file) ? [] : [missingRuntimeProblem(runtime, file)];
  };
}

/**
 * Tracked code imports the runtime from the packages of the project that it is part of, never from the plugin's. `file`
 * is one that does, where the host knows it: in a workspace its own package lacks the dependency, not the one that is built.
 */
export function missingRuntimeProblem(runtime: string, file?: string): Problem {
  const owner = file === undefined ? undefined : packageNameAt(dirname(resolve(file.replace(/\?.*$/, ''))));
  return configurationProblem({
    code: 'BUD401',
    message: `tracked code imports "${runtime}", which cannot be resolved from ${owner ?? 'the project'}`,
    remedy:
      owner === undefined
        ? `Install it where the tracked code is: \`npm install ${packageOf(runtime)}\`.`
        : `Add it to the dependencies of ${owner}: \`npm install ${packageOf(runtime)}\`.`,
  });
}

/**
 * True when Node, or the package manager that answers for it (Yarn's Plug'n'Play has no `node_modules`), finds the runtime
 * from a file. Asked after the host itself did not resolve it: Rollup, for one, resolves no packages and leaves them
 * external.
 */
export function isResolvableFrom(runtime: string, id: string): boolean {
  try {
    // Ids may have a query, and files that are yet to be written are just as absolute.
    createRequire(resolve(id.replace(/\?.*$/, ''))).resolve(runtime);
    return true;
  } catch (error) {
    // A package that is there and has nothing for `require` fails otherwise.
    return !(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND');
  }
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
