// The runtime as text that runs in any realm: what a bundler would put next to the program.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Made once by {@link bundleRuntime}, read by every process that runs programs. */
export const runtimeFiles = {
  off: scratchPath('runtime-off.js'),
  on: scratchPath('runtime-on.js'),
};

const entries = {
  off: `export { gate } from '@bud/runtime';`,
  on: `export { gate } from '@bud/runtime';
       export { startTracking } from '@bud/runtime/otel';
       export { context, diag } from '@opentelemetry/api';`,
};

/** Bundles the gate alone, and the gate with its recorder, each as the body of a CommonJS module. */
export async function bundleRuntime() {
  for (const [mode, file] of Object.entries(runtimeFiles)) {
    const { outputFiles } = await build({
      stdin: { contents: entries[mode], resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
      bundle: true,
      write: false,
      format: 'cjs',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      conditions: ['@bud/source'],
    });
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, outputFiles[0].text);
  }
}

/** Inside `node_modules`, so that Git and the linter ignore it. */
function scratchPath(name) {
  return fileURLToPath(new URL(`../../../node_modules/.bud/proof/${name}`, import.meta.url));
}
