// Loaded with `--import` before a project's own runner: the loader for Node with one rule for all functions, and the
// recorder. Options come from a configuration file in the job's folder, so that none has to be written to the project.
import { readFileSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const { mode, root, folder, recording } = JSON.parse(readFileSync(process.env.BUD_PROOF_JOB, 'utf8'));
const runtime = import.meta.resolve('@bud/runtime');

provideRuntime();
process.chdir(folder);
await import('@bud/swc/register');
process.chdir(root);
if (mode === 'on') createRequire(import.meta.url)(recording);

/** The project has not installed the runtime; whoever imports it is given this repository's. */
function provideRuntime() {
  const { _resolveFilename: resolveFilename } = module;
  module._resolveFilename = function (request, ...rest) {
    return request === '@bud/runtime' ? fileURLToPath(runtime) : resolveFilename.call(this, request, ...rest);
  };
  module.register('./runtime-hooks.mjs', import.meta.url, { data: { runtime } });
}
