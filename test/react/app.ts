import { transformAsync } from '@babel/core';
import { instrument } from '@bud/transform';
import type { Refresh } from './refresh-runtime.ts';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const pluginOf = (name: string): string => fileURLToPath(import.meta.resolve(name));

/** How a file of an application is built. */
export interface Build {
  readonly isTracked: boolean;
  readonly isCompiled?: boolean;
  /** With what React Refresh has in development: told of every component, and of the hooks of every function. */
  readonly refresh?: Refresh;
}

/** Builds a file with React in development, runs it, and gives what it exports. */
export async function loadApp(
  code: string,
  { isTracked, isCompiled, refresh }: Build,
): Promise<Record<string, unknown>> {
  const source = isTracked ? instrument(code, 'src/app.jsx').code : code;
  const built = await transformAsync(source, {
    filename: '/src/app.jsx',
    babelrc: false,
    configFile: false,
    parserOpts: { plugins: ['jsx'] },
    plugins: [
      ...(isCompiled === true ? [[pluginOf('babel-plugin-react-compiler'), { panicThreshold: 'all_errors' }]] : []),
      ...(refresh === undefined ? [] : [[pluginOf('react-refresh/babel'), { skipEnvCheck: true }]]),
      [pluginOf('@babel/plugin-transform-react-jsx'), { runtime: 'automatic' }],
      pluginOf('@babel/plugin-transform-modules-commonjs'),
    ],
  });
  const exports = {};
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- the file is what this test has just built
  const run = new Function('require', 'exports', '$RefreshReg$', '$RefreshSig$', built?.code ?? '');
  run(load, exports, refresh?.register, refresh?.createSignature);
  return exports;
}

function load(name: string): unknown {
  return require(name);
}
