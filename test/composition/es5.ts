import { createRequire } from 'node:module';
import { transformAsync } from '@babel/core';
import { transform as transformWithSwc } from '@swc/core';
import { presetEnv } from '../hosts/preset-env.ts';

/** CommonJS in, CommonJS without classes out. */
export type ToEs5 = (code: string) => Promise<string>;

const presets = [[presetEnv, { targets: { ie: '11' } }]];

/** Compilers that make functions of classes; TypeScript's own does it in another way. */
export const toEs5: Readonly<Record<'Babel' | 'SWC', ToEs5>> = {
  async Babel(code) {
    const built = await transformAsync(code, { babelrc: false, configFile: false, sourceType: 'script', presets });
    return built?.code ?? '';
  },
  async SWC(code) {
    const built = await transformWithSwc(code, {
      swcrc: false,
      configFile: false,
      isModule: false,
      jsc: { target: 'es5', parser: { syntax: 'ecmascript' } },
    });
    return built.code;
  },
};

/** Runs a file, and gives the function that it exports. */
export function loadCommonJs(code: string): () => unknown {
  const module = { exports: (): unknown => undefined };
  // oxlint-disable-next-line no-implied-eval -- loaded the way CommonJS is
  new Function('module', 'exports', 'require', code)(module, module.exports, createRequire(import.meta.url));
  return module.exports;
}
