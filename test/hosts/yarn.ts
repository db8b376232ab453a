import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Project } from './project.ts';

const require = createRequire(import.meta.url);
const yarn = require.resolve('@yarnpkg/cli-dist/bin/yarn.js');

/** What the environment says of Yarn: nothing is asked of a network, nothing is written outside the project. */
const variables = {
  YARN_ENABLE_NETWORK: '0',
  YARN_ENABLE_TELEMETRY: '0',
  YARN_ENABLE_GLOBAL_CACHE: '0',
  YARN_ENABLE_IMMUTABLE_INSTALLS: '0',
  YARN_NODE_LINKER: 'pnp',
};

/** Runs Yarn with Plug'n'Play in a project; gives what it prints. */
export function runYarn(project: Project, ...words: readonly string[]): string {
  const env = { ...process.env, ...variables };
  return execFileSync(process.execPath, [yarn, ...words], { cwd: project.root, env, encoding: 'utf8' });
}
