// The runtime as source text that runs in any realm: what a bundler would put next to the program.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root, scratch } from './packages.mjs';

/** Made once by {@link bundleRuntime}, read by every process that runs programs. */
export const runtimeFiles = {
  off: join(scratch, 'runtime-off.js'),
  on: join(scratch, 'runtime-on.js'),
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
      stdin: { contents: entries[mode], resolveDir: root },
      bundle: true,
      write: false,
      format: 'cjs',
      platform: 'neutral',
      mainFields: ['module', 'main'],
    });
    mkdirSync(scratch, { recursive: true });
    writeFileSync(file, outputFiles[0].text);
  }
}
