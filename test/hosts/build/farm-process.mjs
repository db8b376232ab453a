// Runs in a process of its own, which Farm prints to and may end: builds what each line of the input asks for.
import { createInterface } from 'node:readline';
import budTrack from '@bud/unplugin/farm';
import { build } from '@farmfe/core';
import { farmSyntax } from './farm-syntax.mjs';

for await (const line of createInterface({ input: process.stdin })) {
  const { selection, root, entries, ...request } = JSON.parse(line);
  process.env.BUD_TRACK = selection ?? '';
  process.chdir(root);
  // Together, entries would share files.
  for (const [name, file] of Object.entries(entries)) await build(configOf(root, name, file, request));
  process.stdout.write('\0');
  process.stderr.write('\0');
}
process.exit();

function configOf(root, name, file, { options, minify, sourcemap, isRuntimeExternal, format }) {
  return {
    root,
    compilation: {
      input: { [name]: `./${file}` },
      output: {
        path: `./out/${name}`,
        // Farm's libraries come without source maps.
        targetEnv: sourcemap ? 'node' : 'library-node',
        format,
        entryFilename: '[entryName].js',
      },
      external: isRuntimeExternal ? ['^@bud/runtime$'] : [],
      script: { nativeTopLevelAwait: true, target: 'es2022' },
      // Farm cannot resolve a package that is linked from outside of the root.
      resolve: { conditions: ['@bud/source', 'import', 'node'], symlinks: false },
      // One file for each entry: packages would become files of their own.
      partialBundling: { enforceResources: [{ name, test: ['.*'] }] },
      persistentCache: false,
      lazyCompilation: false,
      presetEnv: false,
      progress: false,
      minify: minify ?? false,
      sourcemap: sourcemap ?? false,
    },
    plugins: [farmSyntax, ...(options === undefined ? [] : [budTrack(options)])],
  };
}
