// The recorder and an SDK in one file, so that a test process needs nothing that the project has not installed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Inside `node_modules`, so that Git and the linter ignore it. */
const folder = fileURLToPath(new URL('../../../../node_modules/.bud/proof/suites/', import.meta.url));
/** Starts the recorder when it is required; written by {@link bundleRecording}. */
export const recordingBundle = `${folder}recording.cjs`;

/** The same as a module that needs neither a resolver nor a bundler. */
export const recordingSetup = `${folder}setup.mjs`;

/** Makes the files that start the recorder; once, before the first suite. */
export async function bundleRecording() {
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [fileURLToPath(new URL('recording.mjs', import.meta.url))],
    outfile: recordingBundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
  const file = JSON.stringify(recordingBundle);
  // Node's own `require`, so that neither the project's aliases nor its export conditions touch the recorder.
  writeFileSync(recordingSetup, `process.getBuiltinModule('node:module').createRequire(${file})(${file});\n`);
}
