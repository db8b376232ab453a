// The recorder and an SDK in one file, so that a test process needs nothing that the project has not installed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Inside `node_modules`, so that Git and the linter ignore it. */
const folder = fileURLToPath(new URL('../../../node_modules/.bud/proof/suites/', import.meta.url));
const bundle = `${folder}recording.cjs`;

/** What the test processes run first; written by {@link bundleRecording}. */
export const recordingSetup = `${folder}setup.mjs`;

/** Makes the files that start the recorder; once, before the first suite. */
export async function bundleRecording() {
  mkdirSync(dirname(bundle), { recursive: true });
  await build({
    entryPoints: [fileURLToPath(new URL('recording.mjs', import.meta.url))],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
  // Node's own `require`, so that neither the project's aliases nor its export conditions touch the recorder.
  writeFileSync(
    recordingSetup,
    `process.getBuiltinModule('node:module').createRequire(${JSON.stringify(bundle)})(${JSON.stringify(bundle)});\n`,
  );
}
