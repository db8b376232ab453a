import { fileURLToPath } from 'node:url';
import budTrack from '@bud/unplugin/webpack';
import webpack from 'webpack';
import { type Host } from '../host.ts';
import { runWebpack, webpackOptions } from './webpack-output.ts';

const stripTypes = fileURLToPath(new URL('../strip-types-loader.cjs', import.meta.url));

/** webpack, reading TypeScript through a loader. */
export const webpackHost: Host = {
  name: 'webpack',
  handlesCommonJs: true,
  build: (input) =>
    runWebpack(input, () =>
      webpack({
        ...webpackOptions(input),
        experiments: { outputModule: true },
        module: { rules: [{ test: /\.[cm]?(?:tsx?|jsx)$/, use: stripTypes }] },
        plugins: input.options === undefined ? [] : [budTrack(input.options)],
      }),
    ),
};
