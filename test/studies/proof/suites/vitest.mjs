// Runs a project's vitest suite in one mode.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runJob } from './job.mjs';

const launcher = fileURLToPath(new URL('vitest-launch.mjs', import.meta.url));
const reporter = fileURLToPath(new URL('vitest-reporter.mjs', import.meta.url));

/** Arguments that keep a run comparable: nothing written, nothing measured. Tests have the time that their project gives. */
const steady = ['--reporter', reporter, '--coverage.enabled=false'];

/** Resolves to `{ tests, errors, functions, refused, spans, complaints }`; `files` narrows the run. */
export function runVitest({ root, src, exclude, args, workers, limitMs }, mode, files = []) {
  const require = createRequire(join(root, 'package.json'));
  const vitest = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs');
  const command = ['run', ...steady, `--maxWorkers=${workers}`, ...args, ...files];
  return runJob({ mode, root, limitMs, src, exclude, vitest, args: command }, ({ file }) => [launcher, file]);
}
