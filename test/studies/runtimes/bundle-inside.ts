import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { App } from './app.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** The two sets of OpenTelemetry packages that a program can have: the peer ranges keep them apart. */
export type TelemetrySet = '2.x' | '3.x';

/** Files of `inside/`. */
export type InsideEntry = 'files' | 'worker' | 'page';

/** Bundles what runs inside a runtime, with the recorder and an SDK, into one module of the app; returns its name. */
export async function bundleInside(app: App, entry: InsideEntry, set: TelemetrySet): Promise<string> {
  const start = entry === 'worker' ? 'export default runInside' : 'await runInside';
  const contents = `import { runInside } from './inside/${entry}.ts';\n${start}(${JSON.stringify(app.files)});`;
  const file = `inside-${entry}-${set}.mjs`;
  await build({
    stdin: { contents, resolveDir: folder },
    outfile: `${app.root}/${file}`,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: entry === 'page' ? 'browser' : 'node',
    mainFields: entry === 'page' ? ['browser', 'module', 'main'] : ['module', 'main'],
    plugins: [builtinModules, telemetryOf[set]],
  });
  return file;
}

/**
 * What `@bud/runtime` is for programs whose runtime looks for no packages; returns its name in the app. The default
 * export is what workerd gives to `require`, where Node gives all exports.
 */
export async function bundleGate(app: App): Promise<string> {
  const file = 'gate.mjs';
  await build({
    stdin: { contents: `export * from '@bud/runtime'; export * as default from '@bud/runtime';`, resolveDir: folder },
    outfile: `${app.root}/${file}`,
    bundle: true,
    format: 'esm',
    target: 'es2022',
  });
  return file;
}

/**
 * workerd and Deno know Node's own modules under their full names only, and a bundle that is a module cannot require: what
 * CommonJS requires is a module of the bundle that imports them.
 */
export const builtinModules: Plugin = {
  name: 'builtin-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:node:)?(?:async_hooks|events|os|path|perf_hooks|process|util)$/ }, ({ path, kind }) => {
      const name = path.replace(/^(?:node:)?/, 'node:');
      return kind === 'require-call' ? { path: name, namespace: 'required' } : { path: name, external: true };
    });
    onLoad({ filter: /./, namespace: 'required' }, ({ path }) => ({
      contents: `export * from '${path}'; export { default } from '${path}';`,
    }));
  },
};

/** Takes OpenTelemetry's packages from a folder, wherever they are imported from. */
const telemetryFrom = (home: string): Plugin => ({
  name: 'telemetry-set',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^@opentelemetry\// }, ({ path, kind, resolveDir, pluginData }) =>
      pluginData === telemetryFrom || resolveDir.startsWith(`${home}node_modules`)
        ? undefined
        : resolve(path, { kind, resolveDir: home, pluginData: telemetryFrom }),
    );
  },
});

const telemetryOf: Readonly<Record<TelemetrySet, Plugin>> = {
  '2.x': telemetryFrom(fileURLToPath(new URL('../../../', import.meta.url))),
  '3.x': telemetryFrom(folder),
};
