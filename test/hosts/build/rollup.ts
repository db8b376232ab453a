import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import budTrack from '@bud/unplugin/rollup';
import { transform } from 'esbuild';
import { rollup, type Plugin } from 'rollup';
import { failed, type Host, type HostBuild, type HostMessage, type HostOutput } from '../host.ts';
import { runtimeSource } from '../project.ts';
import { entryModules, thrownMessages, toMessage } from './rollup-output.ts';
import { stripTypes } from '../strip-types.mjs';

/** Rollup, with the least around it that makes TypeScript run: it resolves no packages and minifies nothing. */
export const rollupHost: Host = {
  name: 'rollup',
  handlesCommonJs: false,
  // Last, to show that the plugin runs first wherever it stands.
  build: ({ root, options, ...input }) =>
    bundleModules({ root, ...input }, [typescript, ...(options === undefined ? [] : [budTrack({ root, ...options })])]),
};

/** What Rollup makes of ES modules with these plugins, which compile what it finds. */
export async function bundleModules(
  { root, entries, minify = false, sourcemap = false, runtime = 'external' }: HostBuild,
  plugins: readonly Plugin[],
): Promise<HostOutput> {
  const warnings: HostMessage[] = [];
  try {
    const bundle = await rollup({
      input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(root, file)])),
      external: [/^node:/, ...(runtime === 'external' ? ['@bud/runtime'] : [])],
      plugins: [findFiles, ...plugins],
      onLog: (level, log) => void (level === 'warn' && warnings.push(toMessage(log))),
    });
    const { output } = await bundle.generate({
      format: 'es',
      dir: join(root, 'out'),
      sourcemap,
      plugins: minify ? [minifier] : [],
    });
    return { modules: entryModules(output), warnings, errors: [] };
  } catch (error) {
    return failed(thrownMessages(error), warnings);
  }
}

/** Finds files and the runtime's source. */
const findFiles: Plugin = {
  name: 'find-files',
  resolveId(source, importer) {
    // As the runtime's manifest says.
    if (source === '@bud/runtime') return { id: runtimeSource, moduleSideEffects: false };
    if (importer === undefined || !source.startsWith('.')) return null;
    const path = resolve(dirname(importer), source);
    return [path, `${path}.ts`, `${path}.js`].find((candidate) => existsSync(candidate)) ?? null;
  },
};

const typescript: Plugin = {
  name: 'typescript',
  transform: {
    filter: { id: /\.[cm]?(?:tsx?|jsx)$/ },
    handler: (code, id) => stripTypes(code, id),
  },
};

const minifier: Plugin = {
  name: 'minifier',
  renderChunk: async (code) => await transform(code, { minify: true, format: 'esm', sourcemap: true }),
};
