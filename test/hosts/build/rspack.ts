import budTrack from '@bud/unplugin/rspack';
import { rspack } from '@rspack/core';
import { type Host } from '../host.ts';
import { runWebpack, webpackOptions } from './webpack-output.ts';

/** Rspack, reading TypeScript through its own loader. */
export const rspackHost: Host = {
  name: 'rspack',
  handlesCommonJs: true,
  build: (input) =>
    runWebpack(input, () =>
      rspack({
        ...webpackOptions(input),
        module: {
          rules: [
            { test: /\.[cm]?ts$/, ...swcLoader({ syntax: 'typescript', decorators: true }) },
            { test: /\.tsx$/, ...swcLoader({ syntax: 'typescript', tsx: true, decorators: true }) },
            { test: /\.jsx$/, ...swcLoader({ syntax: 'ecmascript', jsx: true }) },
          ],
        },
        plugins: input.options === undefined ? [] : [budTrack(input.options)],
      }),
    ),
};

function swcLoader(parser: object): object {
  const transform = { verbatimModuleSyntax: true, decoratorVersion: '2022-03', react: { runtime: 'classic' } };
  return { loader: 'builtin:swc-loader', options: { jsc: { target: 'es2022', parser, transform } } };
}
