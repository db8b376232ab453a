// A client as an application that bundles and minifies it has it: tracked inside of it, or as it is.
import { fileURLToPath, pathToFileURL } from 'node:url';
import budTrack from '@bud/unplugin/esbuild';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Loads the bundle of a package; `libraries` are those that the compiler tracks. */
export async function importBundled(name, libraries) {
  const outfile = `${here}node_modules/.bundled/${name.replace('/index.mjs', '')}${libraries.length === 0 ? '' : '-tracked'}.mjs`;
  await build({
    stdin: {
      contents: `export * from '${name}'; import * as all from '${name}'; export default all.default ?? all;`,
      resolveDir: here,
    },
    absWorkingDir: here,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    outfile,
    external: ['@bud/*', '@opentelemetry/api'],
    plugins: [budTrack({ libraries, strict: true })],
    logLevel: 'error',
    // What is CommonJS among its dependencies asks Node for Node's own modules.
    banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
  });
  return import(pathToFileURL(outfile).href);
}
