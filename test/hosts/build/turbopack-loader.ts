import { fileURLToPath } from 'node:url';
import webpack from 'webpack';
import { type Host } from '../host.ts';
import { runWebpack, webpackOptions } from './webpack-output.ts';

const stripTypes = fileURLToPath(new URL('../strip-types-loader.cjs', import.meta.url));

/** The loader for Turbopack, in webpack: first in the chain, which is last in the list. */
export const turbopackLoaderHost: Host = {
  name: 'turbopack-loader',
  handlesCommonJs: true,
  build(input) {
    const options = webpackOptions(input);
    return runWebpack(input, () =>
      webpack({
        ...options,
        // Numbers would tell whether a loader looked at the module.
        optimization: { ...options.optimization, moduleIds: 'named' },
        experiments: { outputModule: true },
        module: {
          rules: [
            { test: /\.[cm]?(?:tsx?|jsx)$/, use: stripTypes },
            ...(input.options === undefined
              ? []
              : [{ test: /\.[cm]?[jt]sx?$/, enforce: 'pre' as const, use: { loader, options: input.options } }]),
          ],
        },
      }),
    );
  },
};

// The built loader: webpack loads it with Node.
const loader = fileURLToPath(import.meta.resolve('@bud/unplugin/loader'));
