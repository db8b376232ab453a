import type { Environment } from './environment.ts';

/** Whether users depend on the program: content stays unrecorded there, and nobody looks for a viewer. */
export function isNamedProduction(...names: readonly (string | undefined)[]): boolean {
  return names.some((name) => /^prod(?:uction)?$/i.test(name?.trim() ?? ''));
}

/** What test runners set in the processes that they start: Vitest, Jest, Node's, Mocha's workers, tap. */
const runners = ['VITEST', 'JEST_WORKER_ID', 'NODE_TEST_CONTEXT', 'MOCHA_WORKER_ID', 'TAP'];

/** Whether a test runner has started the program. */
export function isTest(environment: Environment): boolean {
  return environment['NODE_ENV'] === 'test' || runners.some((name) => environment[name] !== undefined);
}
